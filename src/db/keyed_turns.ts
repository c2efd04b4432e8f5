import { DeadlineExceeded, withDeadline } from "../domain/deadline.ts";
import { Overloaded } from "../domain/errors.ts";

/** Milliseconds to wait for all turns. */
const timeout = 5000;
/** Requests that may wait for one key; each holds its body in memory. */
const maxWaiting = 64;

type Line = { tail: Promise<void>; length: number };

/**
 * Work that needs the same row lock waits here, before it takes a connection: in the database, each waiting request
 * would hold one. Work on several keys takes them in their order, so no two wait for each other.
 */
export class KeyedTurns {
  readonly #lines = new Map<string, Line>();

  /** Runs `work` when it is its turn for every key. Throws Overloaded when that takes too long or too many wait. */
  async run<T>(keys: string[], work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + timeout;
    const leave: (() => void)[] = [];
    try {
      for (const key of [...new Set(keys)].sort()) leave.push(await this.#enter(key, deadline));
      return await work();
    } finally {
      leave.forEach((left) => left());
    }
  }

  async #enter(key: string, deadline: number): Promise<() => void> {
    const line = this.#lines.get(key) ?? { tail: Promise.resolve(), length: 0 };
    if (line.length > maxWaiting) throw new Overloaded("workspace");
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = line.tail;
    line.tail = before.then(() => promise);
    line.length++;
    this.#lines.set(key, line);
    const leave = () => {
      resolve();
      if (--line.length === 0) this.#lines.delete(key);
    };
    try {
      await withDeadline(Math.max(0, deadline - performance.now()), before);
    } catch (error) {
      leave();
      throw error instanceof DeadlineExceeded ? new Overloaded("workspace") : error;
    }
    return leave;
  }
}
