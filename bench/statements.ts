/** Captures the statements that the API sends, by running requests through the application. */
import type postgres from "postgres";
import { createApp } from "../src/app.ts";
import type { Database } from "../src/db/client.ts";
import type { Bench } from "./dataset.ts";
import { progress } from "./settings.ts";

export type Statement = { text: string; params: unknown[]; prepare: boolean };
// deno-lint-ignore no-explicit-any
export type Captured = { statements: Statement[]; status: number; body: any };

type Work = (tx: postgres.TransactionSql) => Promise<unknown>;

/** The connection; every statement that it sends is also appended to `captured`. */
function capturingConnection<Connection extends postgres.Sql | postgres.TransactionSql>(
  connection: Connection,
  captured: Statement[],
): Connection {
  const overrides: Record<string, unknown> = {
    unsafe(text: string, params: never[] = [], options: { prepare?: boolean } = {}) {
      captured.push({ text, params, prepare: options.prepare ?? false });
      return connection.unsafe(text, params, options);
    },
    begin: (work: Work) =>
      (connection as postgres.Sql).begin((tx) => work(capturingConnection(tx, captured))),
  };
  const get = (target: object, key: string) => overrides[key] ?? Reflect.get(target, key);
  return new Proxy(connection, { get } as ProxyHandler<Connection>);
}

/** The database; every statement sent to it, in transactions too, is appended to `captured`. */
export const capturing = (db: Database, captured: Statement[]): Database => ({
  ...db,
  client: capturingConnection(db.client, captured),
  lane: {
    send: (text, signal) => {
      captured.push({ text, params: [], prepare: false });
      return db.lane.send(text, signal);
    },
  },
});

/** Requests a path of the API; returns the statements sent to the database and the response. */
export async function capture({ db, token }: Bench, path: string): Promise<Captured> {
  const statements: Statement[] = [];
  const capturingDb = capturing(db, statements);
  const app = createApp({
    database: () => capturingDb,
    log() {},
    assets: () => Promise.resolve(new Response()),
  });
  const response = await app.request(path, { headers: { authorization: `Bearer ${token}` } });
  const body = await response.json();
  if (!response.ok) progress(`${path}: ${JSON.stringify(body)}`);
  return { statements, status: response.status, body };
}

export type Query = Record<string, string | number | object | undefined>;

/** The path of getBatch with its query; objects are sent as JSON. */
export function batchPath(id: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined)
    .map((
      [name, value],
    ) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]);
  return `/v1/batches/${id}?${new URLSearchParams(pairs)}`;
}
