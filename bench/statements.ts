/** The statements that the API really sends: the application itself answers, and what it sends is noted on the way. */
import type postgres from "postgres";
import { createApp } from "../src/app.ts";
import type { Database } from "../src/db/client.ts";
import type { Bench } from "./dataset.ts";
import { progress } from "./settings.ts";

export type Statement = { text: string; params: unknown[]; prepare: boolean };
// deno-lint-ignore no-explicit-any
export type Asked = { statements: Statement[]; status: number; body: any };

type Work = (tx: postgres.TransactionSql) => Promise<unknown>;

/** The connection, with each statement of `run` also put at the end of `seen`. */
function noted<Connection extends postgres.Sql | postgres.TransactionSql>(
  connection: Connection,
  seen: Statement[],
): Connection {
  const own: Record<string, unknown> = {
    unsafe(text: string, params: never[] = [], options: { prepare?: boolean } = {}) {
      seen.push({ text, params, prepare: options.prepare ?? false });
      return connection.unsafe(text, params, options);
    },
    begin: (work: Work) => (connection as postgres.Sql).begin((tx) => work(noted(tx, seen))),
  };
  const get = (target: object, key: string) => own[key] ?? Reflect.get(target, key);
  return new Proxy(connection, { get } as ProxyHandler<Connection>);
}

/** The database, noting what is sent to it, in transactions too. */
export const noting = (db: Database, seen: Statement[]): Database => ({
  ...db,
  client: noted(db.client, seen),
  lane: {
    send: (text, signal) => {
      seen.push({ text, params: [], prepare: false });
      return db.lane.send(text, signal);
    },
  },
});

/** Asks the application for a path of the API and gives what it sent to the database and what came of it. */
export async function ask({ db, token }: Bench, path: string): Promise<Asked> {
  const statements: Statement[] = [];
  const watched = noting(db, statements);
  const app = createApp({
    database: () => watched,
    log() {},
    assets: () => Promise.resolve(new Response()),
  });
  const answer = await app.request(path, { headers: { authorization: `Bearer ${token}` } });
  const body = await answer.json();
  if (!answer.ok) progress(`${path}: ${JSON.stringify(body)}`);
  return { statements, status: answer.status, body };
}

export type Query = Record<string, string | number | object | undefined>;

/** The path of getBatch with its query; an object becomes JSON. */
export function batchPath(id: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined)
    .map((
      [name, value],
    ) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]);
  return `/v1/batches/${id}?${new URLSearchParams(pairs)}`;
}
