/** Servers that fail: without a database, without a table, with a body that is too large. */
import http from "node:http";
import { connect, type Database } from "../../src/db/client.ts";
import { scopes } from "../../src/domain/caller.ts";
import { type Client, newClient, openDatabase, target, type TestDatabase } from "./client.ts";

type Away = (work: (client: Client) => Promise<void>) => Promise<void>;

/** A server without its database: the suite's switch disconnects it, or it does not exist. */
export const away: Away = async (work) => {
  const control = Deno.env.get("TEST_DATABASE_SWITCH");
  const turn = async (to: string) =>
    void await (await fetch(`${control}/${to}`, { method: "POST" })).body?.cancel();
  const opened: Database[] = [];
  const none = () => {
    // One per request: a pool waits increasingly long before it reconnects.
    opened.push(connect("postgres://nobody@127.0.0.1:9/none", { poolSize: 1, watched: false }));
    return opened.at(-1)!;
  };
  const db = openDatabase();
  const client = await newClient(db, scopes, { database: none });
  if (control) await turn("away");
  await work(client).finally(async () => {
    if (control) await turn("back");
    await Promise.all([...opened, db].map((one) => one.close()));
  });
};

/** A server that lacks a table that every operation needs: an internal error. */
export const broken = async (db: TestDatabase, work: () => Promise<void>) => {
  await db.client.unsafe("alter table api_keys rename to api_keys_elsewhere");
  await work().finally(() => db.client.unsafe("alter table api_keys_elsewhere rename to api_keys"));
};

/** Declares a Content-Length above the limit of uploads and sends no body. */
const overlong = () => (request: Request): Promise<Response> =>
  new Promise((resolve, reject) => {
    const headers = {
      ...Object.fromEntries(request.headers),
      "content-length": String(5 * 2 ** 30),
    };
    const sent = http.request(request.url, { method: request.method, headers }, (answer) => {
      const chunks: Uint8Array[] = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => {
        resolve(
          new Response(new Blob(chunks as BlobPart[]), {
            status: answer.statusCode!,
            headers: answer.headers as Record<string, string>,
          }),
        );
        sent.destroy();
      });
    });
    sent.on("error", reject);
    sent.flushHeaders();
  });

/** The real limits over HTTP, small limits in this process. */
export const limited = async (db: TestDatabase, token: string) =>
  target
    ? (await newClient(db)).through(overlong).as(token)
    : (await newClient(db, scopes, { maxBodyBytes: 5 })).as(token);

/**
 * The server while the workspace of `client` holds all the connections that it may have; in this
 * process only, with one connection that is held for it.
 */
export const busy = async (client: Client, work: (client: Client) => Promise<void>) => {
  const db = openDatabase();
  const full = connect(Deno.env.get("TEST_DATABASE_URL")!, { poolSize: 1, watched: false });
  const abort = new AbortController();
  const held = full.for({ workspace: client.workspaceId, key: "held" })
    .send({ text: "select pg_sleep(600)" }, { timeout: 600_000, signal: abort.signal })
    .catch(() => {});
  const crowded = (await newClient(db, scopes, { database: () => full })).as(client.token);
  await work(crowded).finally(async () => {
    abort.abort();
    await held;
    await Promise.all([full.close(), db.close()]);
  });
};
