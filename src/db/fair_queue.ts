/**
 * A queue in which workspaces take turns, and within a workspace its keys:
 * docs/decisions/0012-a-pool-of-our-own.md.
 */
import { abortError, assertWanted, Overloaded } from "../domain/errors.ts";

/** The caller on whose behalf a place is acquired. */
export type Tenant = {
  workspace: string;
  /** Identifies the credential. */
  key: string;
  /**
   * The request has been admitted: its further statements go before new requests of the key, so
   * that what was begun is finished, and too much load ends as early rejections.
   */
  admitted?: true;
};

export type FairQueueOptions = {
  /** Total number of places. */
  places: number;
  /** Maximum number of places of one workspace. */
  share: number;
  /** Maximum number of waiting requests of one workspace; admitted ones wait beyond it. */
  maxWaiting: number;
};

export type AcquireOptions = {
  /** Acquire timeout in milliseconds. */
  timeout: number;
  signal?: AbortSignal | undefined;
};

type Waiter = { tenant: Tenant; grant(): void };
type Keys = Map<string, Waiter[]>;

/** Grants places. The caller must release each acquired place. */
export class FairQueue {
  #taken = 0;
  #takenBy = new Map<string, number>();
  /** Workspaces and their keys, in the order of their turns. */
  #waiting = new Map<string, Keys>();

  constructor(private readonly options: FairQueueOptions) {}

  /**
   * Resolves to a function that releases the place. Throws Overloaded when no place is free in time
   * or too many requests wait, and the reason of `signal` when it aborts first.
   */
  async acquire(tenant: Tenant, { timeout, signal }: AcquireOptions): Promise<() => void> {
    assertWanted(signal);
    if (this.#isFree(tenant)) this.#take(tenant);
    else await this.#wait(tenant, timeout, signal);
    return this.#releaseOnce(tenant);
  }

  #isFree({ workspace }: Tenant): boolean {
    return this.#taken < this.options.places && !this.#isAtShare(workspace) &&
      !this.#waiting.has(workspace);
  }

  #isAtShare(workspace: string): boolean {
    return (this.#takenBy.get(workspace) ?? 0) >= this.options.share;
  }

  #take({ workspace }: Tenant): void {
    this.#taken++;
    this.#takenBy.set(workspace, (this.#takenBy.get(workspace) ?? 0) + 1);
  }

  #releaseOnce({ workspace }: Tenant): () => void {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#taken--;
      const left = this.#takenBy.get(workspace)! - 1;
      if (left > 0) this.#takenBy.set(workspace, left);
      else this.#takenBy.delete(workspace);
      this.#grantNext();
    };
  }

  async #wait(tenant: Tenant, timeout: number, signal?: AbortSignal): Promise<void> {
    const { workspace } = tenant;
    const keys: Keys = this.#waiting.get(workspace) ?? new Map();
    const count = keys.values().reduce((sum, { length }) => sum + length, 0);
    if (count >= this.options.maxWaiting && !tenant.admitted) throw new Overloaded("workspace");
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { tenant, grant: resolve };
    const queue = keys.get(tenant.key) ?? [];
    const firstNew = tenant.admitted ? queue.findIndex((one) => !one.tenant.admitted) : -1;
    queue.splice(firstNew < 0 ? queue.length : firstNew, 0, waiter);
    this.#waiting.set(workspace, keys.set(tenant.key, queue));
    const leave = (error: unknown) => {
      this.#remove(waiter);
      reject(error);
    };
    const timer = setTimeout(
      () => leave(new Overloaded(this.#isAtShare(workspace) ? "workspace" : "server")),
      timeout,
    );
    const abort = () => leave(abortError());
    signal?.addEventListener("abort", abort, { once: true });
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  }

  #remove(waiter: Waiter): void {
    const { workspace, key } = waiter.tenant;
    const keys = this.#waiting.get(workspace);
    const queue = keys?.get(key)?.filter((one) => one !== waiter) ?? [];
    if (queue.length > 0) keys!.set(key, queue);
    else keys?.delete(key);
    if (keys?.size === 0) this.#waiting.delete(workspace);
  }

  /** Grants the free place to the first workspace below its share; it and its key go last. */
  #grantNext(): void {
    if (this.#taken >= this.options.places) return;
    for (const [workspace, keys] of this.#waiting) {
      if (this.#isAtShare(workspace)) continue;
      const [key, [waiter, ...rest]] = keys.entries().next().value!;
      keys.delete(key);
      if (rest.length > 0) keys.set(key, rest);
      this.#waiting.delete(workspace);
      if (keys.size > 0) this.#waiting.set(workspace, keys);
      this.#take(waiter!.tenant);
      waiter!.grant();
      return;
    }
  }
}
