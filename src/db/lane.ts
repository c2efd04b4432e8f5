import { E_TIMEOUT, Semaphore, withTimeout } from "async-mutex";
import type postgres from "postgres";
import { Busy } from "../domain/errors.ts";

/** Sends a statement when its turn comes, and ends it when `signal` says so. */
export type Lane = <Row extends object>(text: string, signal?: AbortSignal) => Promise<Row[]>;

export type LaneOptions = {
  /** Milliseconds that a statement has, its wait for a turn included; 0 for no limit. */
  patience: number;
  /** Whether the server takes cancel requests. */
  cancels: boolean;
};

/**
 * A way for statements that may take long, one at a time on each of some connections of their own (clients with one connection each). On a shared one,
 * postgres.js sends other statements along, which would wait for the long one and be hit by its cancellation. Throws Busy when the turn does not come in time.
 */
export function openLane(connections: postgres.Sql[], { patience, cancels }: LaneOptions): Lane {
  const free = [...connections];
  const semaphore = new Semaphore(free.length);
  const turns = patience > 0 ? withTimeout(semaphore, patience) : semaphore;
  return async <Row extends object>(text: string, signal?: AbortSignal) => {
    const deadline = performance.now() + patience;
    const [, leave] = await turns.acquire().catch((error) => {
      throw error === E_TIMEOUT ? new Busy("too many long statements are waiting") : error;
    });
    const connection = free.pop()!;
    try {
      signal?.throwIfAborted();
      const query = connection.unsafe<Row[]>(text);
      return cancels ? await cancellable(query, patience > 0 ? deadline : undefined, signal) : await query;
    } finally {
      free.push(connection);
      leave();
    }
  };
}

/** What postgres.js has to cancel a query, and does not show: a promise that is kept once Postgres has been told. */
type Cancellable = { canceller(query: unknown): Promise<void> };

/**
 * Sends the query, and cancels it at the deadline or when `signal` says so. It ends once the server has been told for sure, so that the cancellation hits
 * nothing that comes after.
 */
async function cancellable<Row extends object>(
  query: postgres.PendingQuery<Row[]>,
  deadline?: number,
  signal?: AbortSignal,
): Promise<Row[]> {
  let told: Promise<void> | undefined;
  const cancel = () => {
    told ??= (query as unknown as Cancellable).canceller(query).catch(() => {}); // then it goes on to its end, or its timeout
  };
  const timer = deadline === undefined ? undefined : setTimeout(cancel, deadline - performance.now());
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    return await query;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
    await told;
  }
}
