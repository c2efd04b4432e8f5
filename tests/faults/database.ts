/** The public functions of `src/db` that the tests of this folder use, in one place. */
import { sql } from "drizzle-orm";
import { connect, type Connection, type Database, run } from "../../src/db/client.ts";

export type { Database };
export type Row = { value: number };

/** One connection each for short and for long statements: successive statements share it. */
export function open(url: string, statementTimeout = 2000): Database {
  return connect(url, { poolSize: 1, slowQuestions: 1, statementTimeout, watched: false });
}

export type Way = (db: Database, text: string, signal?: AbortSignal) => Promise<Row[]>;

const send = (connection: Connection, text: string) => run<Row>(connection, sql.raw(text));

/** Every way in which a statement reaches the database. */
export const ways: Record<string, Way> = {
  run: (db, text) => send(db, text),
  "run with parameters": (db, text) => run<Row>(db, sql`${sql.raw(text)} limit ${100}::int`),
  runLong: (db, text, signal) =>
    db.ask<Row>({
      query: sql.raw(text),
      values: {},
      signal: signal ?? new AbortController().signal,
      admitSlow: () => Promise.resolve({ workspace: "w", key: "k" }),
    }).then((rows) => rows!),
  transaction: (db, text) => db.transaction((tx) => send(tx, text)),
};

/** A statement that is kept by name, of which each caller sends its own number. */
export const askKept = (db: Database, table: string, number: number): Promise<Row[]> =>
  run<Row>(db, sql`select ${number}::int as value, * from ${sql.identifier(table)}`);
