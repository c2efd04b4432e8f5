/** The database as the application knows it. */
import type { SQL } from "drizzle-orm";
import { drizzle, type PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import { isAnswer } from "./errors.ts";
import { openClient } from "./connection.ts";
import type { DatabaseConnection, SendOptions, Sent } from "./connection.ts";
import type { Tenant } from "./fair_queue.ts";
import { Health } from "./health.ts";
import { KeyedTurns } from "./keyed_turns.ts";
import { Pool } from "./pool.ts";
import { type Question, Questions } from "./questions.ts";
import * as schema from "./schema/index.ts";
import type { Pooling } from "./session.ts";
import { bindPlaceholders, compile, type CompiledQuery } from "./statement.ts";

export type { Tenant } from "./fair_queue.ts";

/** What a statement can be sent to: the database, or a transaction. */
export type Connection = {
  send<Row>(sent: Sent, options?: SendOptions): Promise<Row[]>;
};

export type Database = Connection & {
  /** Sends a statement that may take long: it waits for its turn and never holds up a short one. */
  ask<Row>(question: Question): Promise<Row[] | undefined>;
  /** Runs `work` in a transaction, rolled back when it throws; `timeout` in milliseconds for each statement. */
  transaction<T>(work: (tx: Connection) => Promise<T>, timeout?: number): Promise<T>;
  /** Runs `work` after all other work of this process on one of the keys: row locks are waited for here. */
  inTurn<T>(keys: string[], work: () => Promise<T>): Promise<T>;
  /** Drizzle's query builder. */
  orm: PgRemoteDatabase<typeof schema>;
  /** The same database on behalf of a tenant: turns are shared between tenants. */
  for(tenant: Tenant): Database;
  /** Throws Unavailable, within a second, unless the database answers. */
  checkHealth(): Promise<void>;
  close(): Promise<void>;
};

export type ConnectOptions = {
  /** Connections at most, beside those for slow questions. */
  poolSize?: number;
  /** Milliseconds after which Postgres ends a statement with SQLSTATE 57014; 0 for no limit. */
  statementTimeout?: number;
  pooling?: Pooling;
  /**
   * Slow filters, searches and sorts at a time, each on a connection of its own. 0 where there is one session, one
   * request or no timeout: questions then go the way of all statements.
   */
  slowQuestions?: number;
  /** Slow questions of one workspace at a time; half of all if not given. */
  slowQuestionsPerWorkspace?: number;
  /** Probes a database that seems not to answer. Not for a process that lives for one request. */
  watched?: boolean;
};

/** Milliseconds that a statement waits for a connection. */
const acquireTimeout = 2000;
/** Seconds that `close` waits for what is under way. */
const closeTimeout = 5;
/** Requests of one workspace that may wait for a connection. */
const maxWaiting = 500;
/** Requests that nobody is known to have sent. */
const nobody: Tenant = { workspace: "", key: "" };

/** Connects lazily. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const {
    poolSize = 10,
    statementTimeout = 5000,
    pooling = "session",
    slowQuestions = 8,
    slowQuestionsPerWorkspace = Math.ceil(slowQuestions / 2),
    watched = true,
  } = options;
  const base = { url, pooling, statementTimeout };
  const prober = watched ? probing(base) : undefined;
  const health = prober && new Health({
    probe: prober.probe,
    probeAnew: prober.probeAnew,
    onDown: () => [pool, slow].forEach((one) => one?.discardAll()),
  });
  const settings = { ...base, ...(health ? { health } : {}) };
  const open = (places: number, share: number) => new Pool(settings, { places, share, maxWaiting });
  const pool = open(poolSize, Math.max(1, Math.ceil(poolSize * 0.75)));
  const slow = slowQuestions > 0 ? open(slowQuestions, slowQuestionsPerWorkspace) : undefined;
  const turns = new KeyedTurns();
  const questions = new Questions({ pool, slow, poolSize, statementTimeout });

  const on = (tenant: Tenant): Database => {
    const use = <T>(work: (connection: DatabaseConnection) => Promise<T>, signal?: AbortSignal) =>
      pool.use(tenant, { timeout: acquireTimeout, signal }, work);
    const send: Connection["send"] = (sent, options) =>
      use((connection) => connection.send(sent, options), options?.signal);
    return {
      send,
      ask: (question) => questions.ask(tenant, question),
      transaction: (work, timeout) => use((connection) => connection.transaction(work, timeout)),
      inTurn: (keys, work) => turns.run(keys, work),
      get orm() {
        return drizzle(async (text, params, method) => {
          const arrays = method === "all";
          return { rows: await send<unknown[]>({ text, params, prepare: true, arrays }) };
        }, { schema });
      },
      for: on,
      checkHealth: () => health?.check() ?? send({ text: "select 1" }).then(() => {}),
      close: async () => {
        health?.close();
        await Promise.all([pool, slow, prober].map((one) => one?.close(closeTimeout)));
      },
    };
  };
  return on(nobody);
}

/** A connection to probe with, kept open: a database under load may take long to accept a new one. */
function probing(settings: Parameters<typeof openClient>[0]) {
  let client = openClient(settings);
  const close = (one: typeof client) => one.end({ timeout: 0 }).catch(() => {});
  const answers = async (one: typeof client) => {
    await one.unsafe("select 1").catch((error) => {
      if (!isAnswer(error)) throw error;
    });
  };
  return {
    probe: () => answers(client),
    /** On a new connection, which is kept if the database answers. */
    probeAnew: async () => {
      const fresh = openClient(settings);
      try {
        await answers(fresh);
        const old = client;
        client = fresh;
        void close(old);
      } catch (error) {
        void close(fresh);
        throw error;
      }
    },
    close: (timeout: number) => client.end({ timeout }),
  };
}

/**
 * Sends one statement, kept as a named prepared one, and returns its rows. Right for statements of which there are few:
 * the server keeps each of them. `values` are those of the placeholders.
 */
export async function run<Row extends object>(
  connection: Connection,
  query: SQL | CompiledQuery,
  values: Record<string, unknown> = {},
): Promise<Row[]> {
  const { sql: text, params } = "params" in query ? query : compile(query);
  return await connection.send<Row>({
    text,
    params: bindPlaceholders(params, values),
    prepare: true,
  });
}
