import { E_TIMEOUT, Semaphore, withTimeout } from "async-mutex";
import type postgres from "postgres";
import { Busy } from "../domain/errors.ts";

/** Sends a statement when its turn comes, and ends it when `signal` says so. */
export type Lane = <Row extends object>(text: string, signal?: AbortSignal) => Promise<Row[]>;

/**
 * A way for statements that may take long, one at a time on each of some connections of their own (clients with one connection each). On a shared one,
 * postgres.js sends other statements along, which would wait for the long one and be hit by its cancellation. `patience` is how many milliseconds a
 * statement waits for its turn; 0 for no limit.
 */
export function openLane(connections: postgres.Sql[], patience: number): Lane {
  const free = [...connections];
  const semaphore = new Semaphore(free.length);
  const turns = patience > 0 ? withTimeout(semaphore, patience) : semaphore;
  return async <Row extends object>(text: string, signal?: AbortSignal) => {
    const [, leave] = await turns.acquire().catch((error) => {
      throw error === E_TIMEOUT ? new Busy("too many long statements are waiting") : error;
    });
    const connection = free.pop()!;
    try {
      return await cancellable<Row>(connection.unsafe<Row[]>(text), signal);
    } finally {
      free.push(connection);
      leave();
    }
  };
}

/** What postgres.js has to cancel a query, and does not show: a promise that is kept once Postgres has been told. */
type Cancellable = { canceller(query: unknown): Promise<void> };

/** Sends the query. When it ends by `signal`, the server has been told for sure, so that the cancellation hits nothing that comes after. */
async function cancellable<Row extends object>(
  query: postgres.PendingQuery<Row[]>,
  signal?: AbortSignal,
): Promise<Row[]> {
  signal?.throwIfAborted();
  let told: Promise<void> | undefined;
  const cancel = () => {
    told = (query as unknown as Cancellable).canceller(query).catch(() => {}); // then it goes on to its end, or its timeout
  };
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    return await query;
  } finally {
    signal?.removeEventListener("abort", cancel);
    await told;
  }
}
