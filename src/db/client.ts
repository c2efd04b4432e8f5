import { fillPlaceholders, type SQL } from "drizzle-orm";
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

/** The text of a statement and its parameters, some of them perhaps placeholders. */
export type CompiledQuery = { sql: string; params: unknown[] };

/** Writes a statement out, once for all: for a statement that is sent often, this costs more than sending it. */
export const compile = (query: SQL): CompiledQuery => dialect.sqlToQuery(query);

export type RunOptions = {
  /**
   * Keeps it as a named prepared statement: right for statements of which there are few, wrong for those whose text depends on the user's
   * filter, which would pile up on the server.
   */
  prepare?: boolean;
  /** What the placeholders stand for, by name. */
  values?: Record<string, unknown>;
};

/**
 * Sends one statement and gives its rows. It is never cancelled from here: postgres.js sends several statements on a connection without waiting for
 * the answers, and after a cancellation answers reach the wrong ones. What ends a long one is `statementTimeout`.
 */
export async function run<Row extends object>(
  connection: Connection,
  query: SQL | CompiledQuery,
  { prepare = true, values = {} }: RunOptions = {},
): Promise<Row[]> {
  const { sql, params } = "params" in query ? query : compile(query);
  return await connection.unsafe<Row[]>(sql, fillPlaceholders(params, values) as never[], { prepare });
}
