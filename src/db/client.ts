import type { SQL } from "drizzle-orm";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { Lane } from "./lane.ts";
import { literal } from "./literal.ts";
import * as schema from "./schema/index.ts";
import { bindPlaceholders, compile, type CompiledQuery } from "./statement.ts";

/** A pool with its two faces, Drizzle's builder and postgres.js itself for `run` and transactions, and some connections beside it. */
export type Database = {
  client: postgres.Sql;
  orm: PostgresJsDatabase<typeof schema>;
  /** The way for statements that may take long. */
  lane: Pick<Lane, "send">;
  close(): Promise<void>;
};

/** What `run` can send a statement to: a pool, or a transaction of `client.begin`. */
export type Connection = Pick<postgres.Sql, "unsafe">;

export type ConnectOptions = {
  /** Connections at most. */
  max?: number;
  /** Milliseconds after which Postgres ends a statement with SQLSTATE 57014; 0 for no limit. */
  statementTimeout?: number;
  /**
   * How many of the connections, but the last one, are kept for statements that may take long and can then be cancelled. 0 where there is one
   * session, one request or no way to cancel: these statements then go the way of the others.
   */
  long?: number;
};

/**
 * Connects lazily. Times and JSON travel as text in both directions (Drizzle sets postgres.js so): no microsecond
 * and no digit is lost in a JavaScript Date or number unless a query asks for it.
 */
export function connect(
  url: string,
  { max = 10, statementTimeout = 5000, long = 2 }: ConnectOptions = {},
): Database {
  const width = Math.min(long, max - 1);
  const open = (max: number) => {
    const client = postgres(url, { max, ...settings(statementTimeout) });
    return { client, orm: drizzle({ client, schema }) };
  };
  const { client, orm } = open(max - width);
  const lane = new Lane(
    width > 0
      ? { open: () => open(1).client, width, patience: statementTimeout, cancels: true }
      : { open: () => client, width: 1, patience: statementTimeout, cancels: false },
  );
  return {
    client,
    orm,
    lane,
    close: async () => void await Promise.all([client.end({ timeout: 5 }), lane.close()]),
  };
}

/** Seconds to wait for a connection. */
const connectTimeout = 5;

const settings = (statementTimeout: number) => ({
  connect_timeout: connectTimeout,
  onnotice() {},
  fetch_types: false,
  connection: {
    application_name: "callboard",
    TimeZone: "UTC",
    statement_timeout: statementTimeout,
    jit: "off", // its start-up costs more than any statement here gains
    max_parallel_workers_per_gather: 0, // a long statement has one processor, and leaves the others to the rest
  } as Record<string, string | number>,
});

/**
 * Sends one statement, kept as a named prepared one, and gives its rows. Right for statements of which there are few: the server keeps each of them.
 * `values` is what the placeholders stand for, by name.
 */
export async function run<Row extends object>(
  connection: Connection,
  query: SQL | CompiledQuery,
  values: Record<string, unknown> = {},
): Promise<Row[]> {
  const { sql: text, params } = "params" in query ? query : compile(query);
  return await connection.unsafe<Row[]>(text, bindPlaceholders(params, values) as never[], {
    prepare: true,
  });
}

/**
 * Sends one statement whose text hangs on what a user asked, in line with others of its kind, and gives its rows. Its parameters go along as literals: postgres.js
 * would otherwise ask for their types first, which is a round trip of its own. When `signal` says so, the statement ends (SQLSTATE 57014).
 * Throws Busy when its turn does not come.
 */
export async function runLong<Row extends object>(
  { lane }: { lane: Pick<Lane, "send"> },
  query: SQL,
  values: Record<string, unknown> = {},
  signal?: AbortSignal,
): Promise<Row[]> {
  const { sql: text, params } = compile(query);
  const literals = bindPlaceholders(params, values).map(literal);
  return await lane.send<Row>(
    text.replace(/\$(\d+)/g, (_, number) => literals[number - 1]!),
    signal,
  );
}
