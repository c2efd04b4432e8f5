/** The public functions of `src/db` that the tests of this folder use, in one place. */
import { sql } from "drizzle-orm";
import { connect, type Connection, type Database, run, runLong } from "../../src/db/client.ts";
import { transaction } from "../../src/db/transaction.ts";

export type { Database };
export type Row = { value: number };

/** One connection each for short and for long statements: successive statements share it. */
export function open(url: string, statementTimeout = 2000): Database {
  return connect(url, { max: 2, statementTimeout });
}

export type Way = (db: Database, text: string, signal?: AbortSignal) => Promise<Row[]>;

const send = (connection: Connection, text: string) => run<Row>(connection, sql.raw(text));

/** Every way in which a statement reaches the database. */
export const ways: Record<string, Way> = {
  run: (db, text) => send(db.client, text),
  "run with parameters": (db, text) => run<Row>(db.client, sql`${sql.raw(text)} limit ${100}::int`),
  runLong: (db, text, signal) => runLong<Row>(db, sql.raw(text), {}, signal),
  transaction: (db, text) => transaction(db, (tx) => send(tx, text)),
};

/** A statement that is kept by name, of which each caller sends its own number. */
export const askKept = (db: Database, table: string, number: number): Promise<Row[]> =>
  run<Row>(db.client, sql`select ${number}::int as value, * from ${sql.identifier(table)}`);
