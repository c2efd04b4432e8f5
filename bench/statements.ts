/** Captures the statements that the API sends, by running requests through the application. */
import { createApp } from "../src/app.ts";
import type { Connection, Database } from "../src/db/client.ts";
import { bindPlaceholders, compile, inline } from "../src/db/statement.ts";
import type { Bench } from "./dataset.ts";
import { progress } from "./settings.ts";

export type Statement = { text: string; params: unknown[]; prepare: boolean };
// deno-lint-ignore no-explicit-any
export type Captured = { statements: Statement[]; status: number; body: any };

/** The connection; every statement that it sends is also appended to `captured`. */
const capturingConnection = (connection: Connection, captured: Statement[]): Connection => ({
  send: (sent, options) => {
    captured.push({ params: [], prepare: false, ...sent });
    return connection.send(sent, options);
  },
});

/** The database; every statement sent to it, in transactions too, is appended to `captured`. */
export const capturing = (db: Database, captured: Statement[]): Database => ({
  ...db,
  ...capturingConnection(db, captured),
  ask: (question) => {
    const { sql, params } = compile(question.query);
    const text = inline(sql, bindPlaceholders(params, question.values));
    captured.push({ text, params: [], prepare: false });
    return db.ask(question);
  },
  transaction: (work, timeout) =>
    db.transaction((tx) => work(capturingConnection(tx, captured)), timeout),
  for: () => capturing(db, captured),
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
