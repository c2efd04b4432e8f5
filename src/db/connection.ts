/** One connection, one piece of work at a time: docs/decisions/0012-a-pool-of-our-own.md. */
import postgres from "postgres";
import { withDeadline } from "../domain/deadline.ts";
import { abortError, assertWanted, Unavailable } from "../domain/errors.ts";
import { isAnswer, isConnectionLost, isUnavailable } from "./errors.ts";
import type { Health } from "./health.ts";
import { addressOf, type Server } from "./server.ts";
import { type Pooling, setLocal, startupParameters } from "./session.ts";
import { inline } from "./statement.ts";

export type ConnectionSettings = Server & {
  pooling: Pooling;
  /** Milliseconds after which Postgres ends a statement with SQLSTATE 57014; 0 for no limit. */
  statementTimeout: number;
  health?: Health;
};

export type Statement = { text: string; params?: unknown[]; prepare?: boolean; arrays?: boolean };

export type SendOptions = {
  /** Milliseconds that replace the session's statement timeout. Ignored in a transaction. */
  timeout?: number;
  /** Cancels the statement on the server. */
  signal?: AbortSignal | undefined;
  /** Ends the wait for a connection; a statement that was sent is finished. */
  waitSignal?: AbortSignal | undefined;
  /** The last statement of a transaction: COMMIT travels with it, which saves a round trip. */
  commits?: boolean;
};

/** Connect timeout in seconds. */
const connectTimeout = 5;
/** Milliseconds after the server's limit at which the client abandons a statement. */
const grace = 1000;

export const openClient = (
  { url, ssl, pooling, statementTimeout }: ConnectionSettings,
  onclose: () => void = () => {},
): postgres.Sql =>
  postgres(url, {
    ...addressOf(url),
    ...(ssl === undefined ? {} : { ssl }),
    onclose,
    max: 1,
    connect_timeout: connectTimeout,
    onnotice() {},
    fetch_types: false,
    prepare: pooling === "session",
    // Times stay text in both directions and JSON is sent as text: no precision is lost.
    types: textTypes,
    connection: pooling === "session" ? startupParameters(statementTimeout) : {},
  });

const unchanged = (value: unknown) => value;
/** OIDs of pg_type: date, time, timestamp and timestamptz; json and jsonb. */
const textTypes: Record<string, postgres.PostgresType> = {
  date: { to: 1184, from: [1082, 1083, 1114, 1184], serialize: unchanged, parse: unchanged },
  json: { to: 114, from: [114, 3802], serialize: unchanged, parse: JSON.parse },
};

export class DatabaseConnection {
  /** False after a failed statement: the connection is never used again. */
  usable = true;
  #inTransaction = false;
  /** BEGIN, which travels with the first statement. */
  #begun: Promise<unknown> | undefined;
  #committed: Promise<unknown> | undefined;
  #client: postgres.Sql;
  /** Rejects the statements that are running. */
  readonly #running = new Set<(error: unknown) => void>();

  constructor(private readonly settings: ConnectionSettings) {
    // The driver would reconnect and send the rest of a transaction outside of it.
    this.#client = openClient(settings, () => {
      this.fail(
        Object.assign(new Error("the connection was closed"), { code: "CONNECTION_CLOSED" }),
      );
      void this.close();
    });
  }

  /** Sends one statement and returns its rows. */
  async send<Row>(statement: Statement, options: SendOptions = {}): Promise<Row[]> {
    const sent = this.#send<Row>(statement, options);
    if (options.commits && this.#inTransaction) {
      this.#committed = this.#send({ text: "commit" });
      this.#committed.catch(() => {});
    }
    const rows = await sent;
    await Promise.all([this.#begun, this.#committed]);
    return rows;
  }

  async #send<Row>(statement: Statement, { timeout, signal }: SendOptions = {}): Promise<Row[]> {
    assertWanted(signal);
    if (!this.usable) throw new Unavailable("the connection is lost");
    const limit = timeout ?? this.settings.statementTimeout;
    const rows: Row[] = [];
    // `forEach` avoids the driver's row index: docs/upstream/postgres-js-row-index.md.
    const query = this.#query(statement, timeout);
    if (statement.arrays) (query as unknown as { values(): void }).values();
    const done = query.forEach((row) => void rows.push(row as Row));
    try {
      await this.#watched(done, limit, signal);
      return rows;
    } catch (error) {
      const ended = signal?.aborted ? await endsSoon(query, done) : isAnswer(error);
      this.usable &&= ended;
      if (isConnectionLost(error)) this.settings.health?.suspect();
      else if (isUnavailable(error)) this.settings.health?.noteCannotServe();
      throw error;
    }
  }

  #query({ text, params = [], prepare = false }: Statement, timeout?: number) {
    const preface = this.#inTransaction ? "" : this.#preface(timeout);
    if (preface === "" && this.settings.pooling === "session") {
      return this.#client.unsafe(text, params as never[], { prepare });
    }
    // Several statements in one simple query are one transaction, with which `set local` ends.
    return this.#client.unsafe(preface + inline(text, params));
  }

  /** Sets a transaction up; empty where the session is set up already. */
  #preface(timeout?: number): string {
    const { pooling, statementTimeout } = this.settings;
    if (timeout === undefined && pooling === "session") return "";
    return setLocal(pooling, timeout ?? statementTimeout);
  }

  async #watched(
    done: Promise<unknown>,
    limit: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { promise, reject } = Promise.withResolvers<never>();
    const { health } = this.settings;
    const abort = () => reject(abortError());
    const deadline = limit > 0
      ? setTimeout(() => {
        health?.suspect();
        reject(new Unavailable("a statement exceeded its time limit"));
      }, limit + grace)
      : undefined;
    signal?.addEventListener("abort", abort, { once: true });
    const stopWatching = health?.watch();
    this.#running.add(reject);
    done.catch(() => {});
    promise.catch(() => {});
    try {
      await Promise.race([done, promise]);
    } finally {
      this.#running.delete(reject);
      clearTimeout(deadline);
      signal?.removeEventListener("abort", abort);
      stopWatching?.();
    }
  }

  /** Runs `work` in a transaction, which is rolled back when it throws. */
  async transaction<T>(
    work: (connection: DatabaseConnection) => Promise<T>,
    timeout?: number,
  ): Promise<T> {
    const begun = this.#send({ text: `begin; ${this.#preface(timeout)}` });
    begun.catch(() => {});
    this.#begun = begun;
    this.#inTransaction = true;
    try {
      const result = await work(this);
      await begun;
      await (this.#committed ?? this.#send({ text: "commit" }));
      return result;
    } catch (error) {
      await this.#committed?.catch(() => {});
      // Closing an unusable connection rolls back; after a COMMIT this is a warning.
      if (this.usable) await this.#send({ text: "rollback" });
      throw error;
    } finally {
      this.#inTransaction = false;
      this.#begun = this.#committed = undefined;
    }
  }

  /** Rejects the running statements. */
  fail(error: Error): void {
    this.usable = false;
    for (const reject of this.#running) reject(error);
  }

  /** Closes the connection after the running statement, at most `seconds` later. */
  async close(seconds = 0): Promise<void> {
    await this.#client.end({ timeout: seconds });
  }
}

/** Undocumented members of a postgres.js query. */
type Cancellable = { state: unknown; canceller(query: unknown): Promise<void> };

/** Milliseconds for a cancelled statement to end. */
const cancelTimeout = 300;

/**
 * Tells the server to end a statement. Returns whether that is over: a cancel request that is late
 * would end the next statement on this connection.
 */
async function endsSoon(query: unknown, done: Promise<unknown>): Promise<boolean> {
  const hidden = query as Cancellable;
  if (!hidden.state) return false;
  const ended = Promise.all([hidden.canceller(query), done.catch(() => {})]);
  return await withDeadline(cancelTimeout, ended).then(() => true, () => false);
}
