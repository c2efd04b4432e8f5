/**
 * Filters, searches and sorts: most are quick, some read a whole batch. Each runs on a common
 * connection; one that takes longer than 100 ms is cancelled and starts again on a reserved one:
 * docs/decisions/0012-a-pool-of-our-own.md.
 */
import type { SQL } from "drizzle-orm";
import { Overloaded } from "../domain/errors.ts";
import { isCanceled } from "./errors.ts";
import { FairQueue, type Tenant } from "./fair_queue.ts";
import type { Pool } from "./pool.ts";
import { bindPlaceholders, compile, inline } from "./statement.ts";

/** The statement of a filter, search or sort. */
export type QuestionStatement = {
  query: SQL;
  /** Values of the placeholders. */
  values: Record<string, unknown>;
  /** Cancels the question on the server. */
  signal: AbortSignal;
  /** Returns the tenant of the slow place; undefined rejects the caller. */
  admitSlow(): Promise<Tenant | undefined>;
};

export type QuestionsOptions = {
  pool: Pool;
  slow: Pool | undefined;
  poolSize: number;
  /** Limit of a question in milliseconds, including the time it waits; 0 for no limit. */
  statementTimeout: number;
};

/** Time limit of the first attempt in milliseconds. */
const quickTimeout = 100;
/** Milliseconds that a question waits for a place when statements have no limit. */
const longestWait = 60_000;
/** Milliseconds below which a slow attempt is not worth starting. */
const minimumTime = 50;

export class Questions {
  /** Leaves half of the common connections to short statements. */
  readonly #quick: FairQueue;

  constructor(private readonly options: QuestionsOptions) {
    const places = Math.max(1, Math.floor(options.poolSize / 2));
    this.#quick = new FairQueue({ places, share: places, maxWaiting: 500 });
  }

  /**
   * Returns the rows, or undefined when the question is slow and `admitSlow` rejects the caller.
   * Throws Overloaded when no place is free in time.
   */
  async ask<Row>(tenant: Tenant, question: QuestionStatement): Promise<Row[] | undefined> {
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
      if (timeout !== 0 && timeout < minimumTime) throw new Overloaded("server");
      return connection.send<Row>({ text }, { signal, timeout });
    });
  }
}
