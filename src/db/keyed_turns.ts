import { DeadlineExceeded, withDeadline } from "../domain/deadline.ts";
import { Overloaded } from "../domain/errors.ts";

/** Milliseconds to wait for the turns of all keys. */
const timeout = 5000;
/** Maximum number of requests that wait for a key: each keeps its body in memory. */
const maxWaiting = 64;

type Queue = { tail: Promise<void>; length: number };

/**
 * Serializes work on the same row before it takes a connection; requests that wait for a row lock
 * in the database would each hold one. Keys are taken in sorted order, which prevents deadlocks.
 */
export class KeyedTurns {
  readonly #queues = new Map<string, Queue>();

  /**
   * Runs `work` when it has its turn for every key. Throws Overloaded after five seconds, or when
   * more than 64 requests wait for a key.
   */
  async run<T>(keys: string[], work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + timeout;
    const leave: (() => void)[] = [];
    try {
      for (const key of [...new Set(keys)].sort()) leave.push(await this.#enter(key, deadline));
      return await work();
    } finally {
      leave.forEach((leaveKey) => leaveKey());
    }
  }

  async #enter(key: string, deadline: number): Promise<() => void> {
    const queue = this.#queues.get(key) ?? { tail: Promise.resolve(), length: 0 };
    if (queue.length > maxWaiting) throw new Overloaded("workspace");
    const { promise, resolve } = Promise.withResolvers<void>();
    const previous = queue.tail;
    queue.tail = previous.then(() => promise);
    queue.length++;
    this.#queues.set(key, queue);
    const leave = () => {
      resolve();
      if (--queue.length === 0) this.#queues.delete(key);
    };
    try {
      await withDeadline(Math.max(0, deadline - performance.now()), previous);
    } catch (error) {
      leave();
      throw error instanceof DeadlineExceeded ? new Overloaded("workspace") : error;
    }
    return leave;
  }
}
