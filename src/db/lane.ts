import { E_TIMEOUT, Semaphore, withTimeout } from "async-mutex";
import type postgres from "postgres";
import { withDeadline } from "../domain/deadline.ts";
import { Busy } from "../domain/errors.ts";

export type LaneOptions = {
  /** Opens a client with a single connection. */
  open(): postgres.Sql;
  /** How many there are: statements at a time. */
  width: number;
  /** Milliseconds to wait for a turn, and that a statement has with its wait where the server takes cancel requests; 0 for no limit. */
  patience: number;
  /** Whether the server takes cancel requests. */
  cancels: boolean;
};

/** Milliseconds of waiting from which on the server's own limit would come too late. */
const short = 50;

/**
 * A way for statements that may take long, one at a time on each of some connections of their own. On a shared one, postgres.js sends other
 * statements along, which would wait for the long one and be hit by its cancellation.
 */
export class Lane {
  private readonly turns: Pick<Semaphore, "acquire">;
  private readonly connections: Set<postgres.Sql>;
  private readonly free: postgres.Sql[];

  constructor(private readonly options: LaneOptions) {
    const semaphore = new Semaphore(options.width);
    this.turns = options.patience > 0 ? withTimeout(semaphore, options.patience) : semaphore;
    this.free = Array.from({ length: options.width }, options.open);
    this.connections = new Set(this.free);
  }

  /** Sends a statement when its turn comes, and ends it when `signal` says so (SQLSTATE 57014). Throws Busy when the turn does not come in time. */
  async send<Row extends object>(text: string, signal?: AbortSignal): Promise<Row[]> {
    const { patience, cancels } = this.options;
    const began = performance.now();
    const [, leave] = await this.turns.acquire().catch((error) => {
      throw error === E_TIMEOUT
        ? new Busy("Too many filters, searches and sorts are under way. Try again shortly.")
        : error;
    });
    const connection = this.free.pop()!;
    let usable = true;
    try {
      signal?.throwIfAborted();
      const query = connection.unsafe<Row[]>(text);
      if (!cancels) return await query;
      const waited = performance.now() - began;
      const left = patience > 0 && waited > short ? patience - waited : undefined;
      return await cancellable(query, { left, signal, unusable: () => (usable = false) });
    } finally {
      this.free.push(usable ? connection : this.replace(connection));
      leave();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.connections].map((connection) => connection.end({ timeout: 5 })));
  }

  private replace(connection: postgres.Sql): postgres.Sql {
    const another = this.options.open();
    this.connections.delete(connection);
    this.connections.add(another);
    connection.end({ timeout: 0 }).catch(() => {});
    return another;
  }
}

/** What postgres.js has of a query, and does not show: whether a connection has taken it, and a promise that is kept once the server was told. */
type Cancellable = { state: unknown; canceller(query: unknown): Promise<void> };

/** Milliseconds to wait until the server is known to have been told; over TLS postgres.js never says so, and the connection is replaced. */
const tellingTime = 100;

type Ending = { left?: number | undefined; signal?: AbortSignal | undefined; unusable(): void };

/**
 * Sends the query, and cancels it after `left` milliseconds or when `signal` says so. Says that the connection is unusable where a cancellation may still be on its way, which
 * would hit whatever came next on it, and where it is only being opened, which postgres.js does not get over.
 */
async function cancellable<Row extends object>(
  query: postgres.PendingQuery<Row[]>,
  { left, signal, unusable }: Ending,
): Promise<Row[]> {
  const { promise: gaveUp, reject } = Promise.withResolvers<never>();
  let telling: Promise<void> | undefined;
  const cancel = () => {
    const hidden = query as unknown as Cancellable;
    if (hidden.state) telling ??= hidden.canceller(query).catch(() => {});
    else {
      unusable();
      reject(Object.assign(new Error("ended before it was sent"), { code: "57014" }));
    }
  };
  const timer = left === undefined ? undefined : setTimeout(cancel, left);
  signal?.addEventListener("abort", cancel, { once: true });
  query.catch(() => {}); // if the race is over before
  try {
    return await Promise.race([query, gaveUp]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
    if (telling) await withDeadline(tellingTime, telling).catch(unusable);
  }
}
