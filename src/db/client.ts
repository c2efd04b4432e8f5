/** The database as the application knows it. */
import type { SQL } from "drizzle-orm";
import { withDeadline } from "../domain/deadline.ts";
import { Unavailable } from "../domain/errors.ts";
import { isAnswer } from "./errors.ts";
import { openClient } from "./connection.ts";
import type { DatabaseConnection, SendOptions, Statement } from "./connection.ts";
import type { Tenant } from "./fair_queue.ts";
import { Health } from "./health.ts";
import { KeyedTurns } from "./keyed_turns.ts";
import { Pool } from "./pool.ts";
import { Questions, type QuestionStatement } from "./questions.ts";
import type { Ssl } from "./server.ts";
import type { Pooling } from "./session.ts";
import { type ReadinessRow, readinessText, whyNotReady } from "./readiness.ts";
import { bindPlaceholders, compile, type CompiledQuery } from "./statement.ts";

export type { Tenant } from "./fair_queue.ts";

/** Anything that takes statements: the database, or a transaction. */
export type Connection = {
  send<Row>(statement: Statement, options?: SendOptions): Promise<Row[]>;
};

export type Database = Connection & {
  /**
   * Sends a statement that may be slow, without delaying short ones. Returns undefined when
   * `admitSlow` rejects the caller; throws Overloaded when no place is free in time.
   */
  ask<Row>(question: QuestionStatement): Promise<Row[] | undefined>;
  /**
   * Runs `work` in a transaction, rolled back when it throws. `timeout` is the limit of each
   * statement in milliseconds.
   */
  transaction<T>(work: (tx: Connection) => Promise<T>, timeout?: number): Promise<T>;
  /**
   * Runs `work` once no other work of this process uses any of the keys, so that requests wait for
   * row locks without holding a connection.
   */
  inTurn<T>(keys: string[], work: () => Promise<T>): Promise<T>;
  /**
   * The same for items that may share one turn: `work` takes those that wait for the same keys and
   * returns a result for each. Together they have a size of at most 1,000.
   */
  inTurnTogether: KeyedTurns["runTogether"];
  /** The same database on behalf of a tenant: tenants take turns. */
  for(tenant: Tenant): Database;
  /** Throws Unavailable within one second unless the database can serve: see `whyNotReady`. */
  checkHealth(): Promise<void>;
  close(): Promise<void>;
};

export type ConnectOptions = {
  /** Maximum number of connections, not counting those for slow questions. */
  poolSize?: number;
  /** Milliseconds after which Postgres ends a statement with SQLSTATE 57014; 0 for no limit. */
  statementTimeout?: number;
  pooling?: Pooling;
  /** How the connection is encrypted; as the URL says if not given. */
  ssl?: Ssl;
  /**
   * Slow filters, searches and sorts that may run at a time, each on a reserved connection. 0 sends
   * questions like any other statement: for a single session or a single request.
   */
  slowQuestions?: number;
  /** Slow questions of one workspace at a time; half of `slowQuestions` by default. */
  slowQuestionsPerWorkspace?: number;
  /** Probes a database that seems down. Off for a process that lives for one request. */
  watched?: boolean;
};

/** Acquire timeout: milliseconds that a statement waits for a connection. */
const acquireTimeout = 1500;
/** Milliseconds for the answer whether the database can serve. */
const readinessTimeout = 900;
/** Seconds that `close` waits for running statements. */
const closeTimeout = 5;
/** Maximum number of requests of one workspace that wait for a connection. */
const maxWaiting = 2000;
/** Statements without a caller, such as those of the command line. */
const anonymous: Tenant = { workspace: "", key: "" };

/** Connects lazily. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const {
    poolSize = 10,
    statementTimeout = 5000,
    pooling = "session",
    ssl,
    slowQuestions = 8,
    slowQuestionsPerWorkspace = Math.ceil(slowQuestions / 2),
    watched = true,
  } = options;
  const base = { url, pooling, statementTimeout, ...(ssl === undefined ? {} : { ssl }) };
  const prober = watched ? probing(base) : undefined;
  const health = prober && new Health({
    probe: prober.probe,
    probeAnew: prober.probeAnew,
    readiness: prober.readiness,
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
    const send: Connection["send"] = (statement, options) =>
      use(
        (connection) => connection.send(statement, options),
        options?.signal ?? options?.waitSignal,
      );
    return {
      send,
      ask: (question) => questions.ask(tenant, question),
      transaction: (work, timeout) => use((connection) => connection.transaction(work, timeout)),
      inTurn: (keys, work) => turns.run(keys, work),
      inTurnTogether: (keys, item, size, work) => turns.runTogether(keys, item, size, work),
      for: on,
      checkHealth: () => health?.check() ?? checkReadiness(send),
      close: async () => {
        health?.close();
        await Promise.all([pool, slow, prober].map((one) => one?.close(closeTimeout)));
      },
    };
  };
  return on(anonymous);
}

/** Checks a database that is not watched, as `Health` does. */
async function checkReadiness(send: Connection["send"]): Promise<void> {
  const rows = send<ReadinessRow>({ text: readinessText });
  const [row] = await withDeadline(readinessTimeout, rows).catch((error) => {
    throw new Unavailable(error.message);
  });
  const reason = whyNotReady(row!);
  if (reason) throw new Unavailable(reason);
}

/** Keeps a connection open for probes: a busy database may be slow to accept a new one. */
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
    readiness: () =>
      client.unsafe<[ReadinessRow]>(readinessText).then(([row]) => whyNotReady(row), (error) => {
        if (isAnswer(error)) return String(error.message);
        throw error;
      }),
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
 * Sends one statement, prepared by name, and returns its rows. `values` fill the placeholders. For
 * statements with a fixed text only, since the server keeps each of them.
 */
export async function run<Row extends object>(
  connection: Connection,
  query: SQL | CompiledQuery,
  values: Record<string, unknown> = {},
  options: SendOptions = {},
): Promise<Row[]> {
  const { sql: text, params } = "params" in query ? query : compile(query);
  const statement = { text, params: bindPlaceholders(params, values), prepare: true };
  return await connection.send<Row>(statement, options);
}
