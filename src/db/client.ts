import type { SQL } from "drizzle-orm";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { PgDialect } from "drizzle-orm/pg-core";
import postgres from "postgres";
import * as schema from "./schema/index.ts";

/** One pool and its two faces: Drizzle's builder, and postgres.js itself for `run` and transactions. */
export type Database = { client: postgres.Sql; orm: PostgresJsDatabase<typeof schema>; close(): Promise<void> };

/** What `run` can send a statement to: a pool, or a transaction of `client.begin`. */
export type Connection = postgres.Sql | postgres.TransactionSql;

export type ConnectOptions = {
  /** Connections at most. */
  max?: number;
  /** Milliseconds after which Postgres ends a statement with SQLSTATE 57014; 0 for no limit. */
  statementTimeout?: number;
};

/**
 * Connects lazily. Times and JSON travel as text in both directions (Drizzle sets postgres.js so): no microsecond
 * and no digit is lost in a JavaScript Date or number unless a query asks for it.
 */
export function connect(url: string, { max = 10, statementTimeout = 5000 }: ConnectOptions = {}): Database {
  const client = postgres(url, {
    max,
    onnotice() {},
    fetch_types: false,
    connection: {
      application_name: "callboard",
      TimeZone: "UTC",
      statement_timeout: statementTimeout,
      jit: "off", // its start-up costs more than any statement here gains
    } as Record<string, string | number>,
  });
  return { client, orm: drizzle({ client, schema }), close: () => client.end({ timeout: 5 }) };
}

const dialect = new PgDialect();

/**
 * Sends one statement and gives its rows. `prepare` keeps it as a named prepared statement: right for statements of which there are few,
 * wrong for those whose text depends on the user's filter, which would pile up on the server. `signal` ends it on the server when nobody waits for the
 * answer any more (SQLSTATE 57014).
 */
export async function run<Row extends object>(
  connection: Connection,
  query: SQL,
  { prepare = true, signal }: { prepare?: boolean; signal?: AbortSignal } = {},
): Promise<Row[]> {
  signal?.throwIfAborted();
  const { sql, params } = dialect.sqlToQuery(query);
  const sent = connection.unsafe<Row[]>(sql, params as never[], { prepare });
  const cancel = () => sent.cancel();
  signal?.addEventListener("abort", cancel);
  try {
    return await sent;
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}
