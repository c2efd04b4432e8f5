/** A client for tests with a workspace and key; it validates every response. */
import { orm } from "../../src/db/orm.ts";
import assert from "node:assert/strict";
import { type AppOptions, createApp } from "../../src/app.ts";
import { connect, type Database } from "../../src/db/client.ts";
import { apiKeys, workspaces } from "../../src/db/schema/index.ts";
import { scopes as allScopes } from "../../src/domain/caller.ts";
import { newId } from "../../src/domain/id.ts";
import { hashToken } from "../../src/domain/token.ts";
import { mediaTypeOf, valueOf, violations } from "./oracle.ts";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { timeLimit } from "./time_limit.ts";

const databaseUrl = Deno.env.get("TEST_DATABASE_URL");
if (!databaseUrl) {
  throw new Error("Run the tests with `deno task test`: it provides the databases.");
}
/** Whether the tests run on a Postgres server rather than the embedded database. */
export const onServer = Deno.env.get("TEST_DATABASE_KIND") === "postgres";
/** The server under test; the app in this process if not set. */
export const target = Deno.env.get("TEST_TARGET_URL");

/** The database, and a raw client for statements that the application never sends. */
export type TestDatabase = Database & { client: postgres.Sql };

/** Opens a database for a test file, which must close it. The embedded one has one session. */
export function openDatabase(): TestDatabase {
  const db = connect(databaseUrl!, {
    poolSize: onServer ? 4 : 1,
    slowQuestions: onServer ? 2 : 0,
    statementTimeout: timeLimit(30_000),
    watched: false,
  });
  const client = postgres(databaseUrl!, { max: 1, onnotice() {}, connection: { TimeZone: "UTC" } });
  drizzle({ client }); // makes the client return times as text
  const close = async () => void await Promise.all([db.close(), client.end()]);
  return { ...db, client, close };
}

/** Logged events, in order. */
export const logged: Record<string, unknown>[] = [];

export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; undefined without one. */
  // deno-lint-ignore no-explicit-any
  body: any;
};
export type Options = {
  query?: Record<string, string | number | undefined>;
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
};

export class Client {
  constructor(
    readonly workspaceId: string,
    readonly token: string,
    private readonly send: (r: Request) => Promise<Response>,
  ) {}

  /** Sends a request and asserts that the response matches the contract. */
  async request(
    method: string,
    path: string,
    { query = {}, json, body, headers = {} }: Options = {},
  ): Promise<Answer> {
    const url = new URL(path, target ?? "http://callboard.test");
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const response = await this.send(
      new Request(url, {
        method,
        body: json === undefined ? body : JSON.stringify(json),
        headers: {
          ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
          ...(json === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
      }),
    );
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, text };
    assert.deepEqual(violations({ method, url: url.href, ...answer }), [], `${method} ${url}`);
    const type = mediaTypeOf(response.headers) ?? "";
    return { ...answer, body: text === "" ? undefined : valueOf(type, text) };
  }
  get(path: string, query: Options["query"] = {}): Promise<Answer> {
    return this.request("GET", path, { query });
  }
  post(path: string, json?: unknown): Promise<Answer> {
    return this.request("POST", path, { json });
  }
  patch(path: string, json: unknown): Promise<Answer> {
    return this.request("PATCH", path, { json });
  }
  /** The same client with changed requests and responses. */
  through(
    change: (
      send: (request: Request) => Promise<Response>,
    ) => (request: Request) => Promise<Response>,
  ): Client {
    return new Client(this.workspaceId, this.token, change(this.send));
  }
  /** The same server with another token, or without one. */
  as(token: string, workspaceId = this.workspaceId): Client {
    return new Client(workspaceId, token, this.send);
  }
}

/** Creates a key of a workspace and returns its token. */
export async function createKey(
  db: Database,
  workspaceId: string,
  scopes: readonly string[] = allScopes,
): Promise<string> {
  const token = `cb_test_${crypto.randomUUID().replaceAll("-", "")}`;
  const keyHash = hashToken(token);
  await orm(db).insert(apiKeys).values({
    id: newId(),
    workspaceId,
    name: "test",
    prefix: "cb_test",
    keyHash,
    scopes: [...scopes],
  });
  return token;
}

/** A client of the same server with a new workspace and key. */
export async function elsewhere(db: Database, client: Client): Promise<Client> {
  const workspaceId = await newWorkspace(db);
  return client.as(await createKey(db, workspaceId), workspaceId);
}

async function newWorkspace(db: Database): Promise<string> {
  const id = newId();
  await orm(db).insert(workspaces).values({ id, name: "test" });
  return id;
}

/** Creates a workspace, a key with these scopes, and a client. */
export async function newClient(
  db: Database,
  scopes: readonly string[] = allScopes,
  options: Partial<AppOptions> = {},
): Promise<Client> {
  const workspaceId = await newWorkspace(db);
  const app = createApp({
    database: () => db,
    log: (event) => void logged.push(event),
    assets: (path) =>
      Deno.readFile(new URL(`../../assets/${path}`, import.meta.url)).then((bytes) =>
        new Response(bytes)
      ),
    validateResponses: true,
    ...options,
  });
  const send = target
    ? (request: Request) => fetch(request)
    : (request: Request) => Promise.resolve(app.fetch(request));
  return new Client(workspaceId, await createKey(db, workspaceId, scopes), send);
}
