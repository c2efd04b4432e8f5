import type { TestDatabase } from "../support/client.ts";
import assert from "node:assert/strict";
import http from "node:http";
import { connect } from "../../src/db/client.ts";
import { scopes } from "../../src/domain/caller.ts";
import {
  type Client,
  createKey,
  newClient,
  onServer,
  openDatabase,
  target,
} from "../support/client.ts";
import { authorization, bodies, bounds, lifeCycle, operations } from "../support/probe.ts";

/** The client with every answer's status noted by operation. */
function noting(client: Client, seen: Set<string>): Client {
  return client.through((send) => async (request) => {
    const answer = await send(request);
    const { pathname } = new URL(request.url);
    const operation = operations.find(({ method, path }) =>
      method === request.method &&
      new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`).test(pathname)
    );
    if (operation) seen.add(`${operation.id} ${answer.status}`);
    return answer;
  });
}

async function everyOperation(
  client: Client,
  ids: { batchId: string; callId: string },
  asked = operations,
): Promise<void> {
  for (const { method, path, media, id } of asked) {
    const json = id === "createBatch"
      ? { name: "x".repeat(150) }
      : id === "addCalls"
      ? [{ phoneNumber: "+12025550100" }]
      : {
        events: [{ id: "e", ...ids, type: "ringing", at: "2026-01-01T00:00:00Z" }],
      };
    await client.request(
      method,
      path.replace("{batchId}", ids.batchId).replace("{callId}", ids.callId),
      media.length ? { json } : {},
    );
  }
}

type Away = (work: (client: Client) => Promise<void>) => Promise<void>;

/** The server while its database is away: by the switch of the suite, or with one that nobody listens for. */
const away: Away = async (work) => {
  const control = Deno.env.get("TEST_DATABASE_SWITCH");
  const turn = async (to: string) =>
    void await (await fetch(`${control}/${to}`, { method: "POST" })).body?.cancel();
  const none = connect("postgres://nobody@127.0.0.1:9/none", { poolSize: 1, watched: false });
  const db = openDatabase();
  const client = await newClient(db, scopes, { database: () => none });
  if (control) await turn("away");
  await work(client).finally(async () => {
    if (control) await turn("back");
    await Promise.all([none.close(), db.close()]);
  });
};

/** The server while a table is missing, which is a fault of ours. */
const broken = async (db: TestDatabase, work: () => Promise<void>) => {
  await db.client.unsafe("alter table batches rename to batches_elsewhere");
  await work().finally(() => db.client.unsafe("alter table batches_elsewhere rename to batches"));
};

/** Says of each body that it is larger than any upload may be, and sends none of it. */
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

/** Over HTTP the real limits; in this process small ones. */
const limited = async (db: TestDatabase, token: string) =>
  target
    ? (await newClient(db)).through(overlong).as(token)
    : (await newClient(db, scopes, { maxBodyBytes: 100, maxUploadBytes: 5 })).as(token);

Deno.test("every documented status of every operation is produced", async () => {
  const db = openDatabase();
  const seen = new Set<string>();
  const plain = await newClient(db);
  const client = noting(plain, seen);
  const other = noting(await newClient(db), seen);
  const ids = await lifeCycle(client);
  const world = { client, other, ...ids };
  await authorization(
    world,
    async (scope) =>
      client.as(await createKey(db, client.workspaceId, scopes.filter((one) => one !== scope))),
  );
  await bodies(world);
  await bounds(world);
  await client.post(`/v1/batches/${ids.batchId}/calls`, [{ phoneNumber: "1" }]);
  await client.get(`/v1/batches/${ids.batchId}/calls/${crypto.randomUUID()}`);
  await everyOperation(
    noting(await limited(db, plain.token), seen),
    ids,
    operations.filter(({ media }) => media.length),
  );
  await broken(db, () => everyOperation(client, ids));
  await away(async (client) => await everyOperation(noting(client, seen), ids));
  const documented = operations.flatMap(({ id, responses }) =>
    responses.map((status) => `${id} ${status}`)
  );
  assert.deepEqual(documented.filter((status) => !seen.has(status)), []);
  assert.equal(
    (await plain.get(`/v1/batches/${ids.batchId}`)).status,
    200,
    "the server has recovered",
  );
  await db.close();
});

Deno.test({
  name:
    "an unknown error tells the caller its request id and nothing else, and the log no parameter",
  ignore: !onServer || !!target,
  fn: async () => {
    const db = openDatabase();
    const events: Record<string, unknown>[] = [];
    const bare = connect(`${Deno.env.get("TEST_DATABASE_URL")}?search_path=nowhere`, {
      poolSize: 1,
      watched: false,
    });
    const client = await newClient(db, scopes, {
      database: () => bare,
      log: (event) => void events.push(event),
    });
    const { status, body } = await client.get(`/v1/batches/${crypto.randomUUID()}`, {
      search: "secret",
    });
    assert.equal(status, 500);
    assert.deepEqual(Object.keys(body).sort(), [
      "code",
      "detail",
      "instance",
      "requestId",
      "status",
      "title",
      "type",
    ]);
    assert.doesNotMatch(JSON.stringify(body), /relation|api_keys|secret/);
    assert.equal(events[0]!.requestId, body.requestId);
    assert.match(JSON.stringify(events), /42P01/);
    assert.doesNotMatch(JSON.stringify(events), new RegExp(`secret|${client.token}`));
    await bare.close();
    await db.close();
  },
});

Deno.test({
  name: "a statement that takes too long ends as a 503",
  ignore: !onServer || !!target,
  fn: async () => {
    const db = openDatabase();
    const hasty = connect(Deno.env.get("TEST_DATABASE_URL")!, {
      poolSize: 1,
      watched: false,
      statementTimeout: 1,
    });
    const client = await newClient(db);
    const { body: { id } } = await client.post("/v1/batches", { name: "slow" });
    await client.post(
      `/v1/batches/${id}/calls`,
      Array.from(
        { length: 3000 },
        (_, i) => ({ phoneNumber: `+1202556${1000 + i}`, text: "x".repeat(200) }),
      ),
    );
    const slow = (await newClient(db, scopes, { database: () => hasty })).as(client.token);
    const { status, body, headers } = await slow.get(`/v1/batches/${id}`, { search: "(x|y)+z$" });
    assert.deepEqual([status, body.code, headers.get("retry-after")], [503, "query_timeout", "5"]);
    await hasty.close();
    await db.close();
  },
});
