/**
 * Filters, searches and sorts: most are quick, some read a whole batch. Each is tried for a moment on a common
 * connection; one that is not done by then continues in its workspace's share of the slow places.
 */
import type { SQL } from "drizzle-orm";
import { Overloaded } from "../domain/errors.ts";
import { isCanceled } from "./errors.ts";
import { FairQueue, type Tenant } from "./fair_queue.ts";
import type { Pool } from "./pool.ts";
import { bindPlaceholders, compile, inline } from "./statement.ts";

export type Question = {
  query: SQL;
  /** Values of the placeholders. */
  values: Record<string, unknown>;
  /** Ends the question at the server. */
  signal: AbortSignal;
  /** Who may have a slow place; undefined when the caller may not, and the question is not answered. */
  admitSlow(): Promise<Tenant | undefined>;
};

export type QuestionsOptions = {
  pool: Pool;
  slow: Pool | undefined;
  poolSize: number;
  /** Milliseconds for a question with its waiting; 0 for no limit. */
  statementTimeout: number;
};

/** Milliseconds of the first try. */
const quickTimeout = 100;
/** Milliseconds that a question waits where statements have no limit. */
const longestWait = 60_000;
/** Milliseconds below which a slow place is of no use. */
const leastTime = 50;

export class Questions {
  /** Short statements keep half of the common connections. */
  readonly #quick: FairQueue;

  constructor(private readonly options: QuestionsOptions) {
    const places = Math.max(1, Math.floor(options.poolSize / 2));
    this.#quick = new FairQueue({ places, share: places, maxWaiting: 500 });
  }

  /** Returns the rows; undefined when the question is slow and the caller is not admitted. Throws Overloaded. */
  async ask<Row>(tenant: Tenant, question: Question): Promise<Row[] | undefined> {
    const { slow, statementTimeout } = this.options;
    const { sql, params } = compile(question.query);
    const text = inline(sql, bindPlaceholders(params, question.values));
    const isSlow = slow && (statementTimeout === 0 || statementTimeout > quickTimeout);
    if (!isSlow) return await this.#try<Row>(tenant, text, question.signal);
    const deadline = performance.now() + (statementTimeout || longestWait);
    try {
      return await this.#try<Row>(tenant, text, question.signal, quickTimeout);
    } catch (error) {
      if (!isCanceled(error) || question.signal.aborted) throw error;
    }
    const admitted = await question.admitSlow();
    if (!admitted) return undefined;
    return await this.#askSlow<Row>(slow, admitted, text, question.signal, deadline);
  }

  async #try<Row>(
    tenant: Tenant,
    text: string,
    signal: AbortSignal,
    timeout?: number,
  ): Promise<Row[]> {
    const { pool, statementTimeout } = this.options;
    const wait = { timeout: statementTimeout || longestWait, signal };
    const release = await this.#quick.acquire(tenant, wait);
    try {
      return await pool.use(
        tenant,
        wait,
        (connection) => connection.send<Row>({ text }, { signal, ...(timeout ? { timeout } : {}) }),
      );
    } finally {
      release();
    }
  }

  async #askSlow<Row>(
    slow: Pool,
    tenant: Tenant,
    text: string,
    signal: AbortSignal,
    deadline: number,
  ): Promise<Row[]> {
    const left = () => deadline - performance.now();
    return await slow.use(tenant, { timeout: Math.max(0, left()), signal }, (connection) => {
      const timeout = this.options.statementTimeout === 0 ? 0 : Math.floor(left());
      if (timeout !== 0 && timeout < leastTime) throw new Overloaded("workspace");
      return connection.send<Row>({ text }, { signal, timeout });
    });
  }
}
