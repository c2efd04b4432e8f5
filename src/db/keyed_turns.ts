import { DeadlineExceeded, withDeadline } from "../domain/deadline.ts";
import { Overloaded } from "../domain/errors.ts";

/** Milliseconds to wait for the turns of all keys. */
const timeout = 5000;
/** Maximum number of requests that wait for a key: each keeps its body in memory. */
const maxWaiting = 64;

/** Maximum size of the work that waits together for one turn. */
const maxGroupSize = 1000;

type Group<Item> = { items: Item[]; size: number; done: Promise<unknown> };
type Queue = { tail: Promise<void>; length: number };

/**
 * Serializes work on the same row before it takes a connection; requests that wait for a row lock
 * in the database would each hold one. Keys are taken in sorted order, which prevents deadlocks.
 */
export class KeyedTurns {
  readonly #queues = new Map<string, Queue>();
  /** Groups that wait for their turn and take further items, by their keys. */
  readonly #open = new Map<string, Group<unknown>>();

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

  /**
   * Like `run`, but items that wait for the same keys share one turn: `work` takes all of them and
   * returns a result per item, in their order. Together they have a size of at most 1,000.
   */
  async runTogether<Item, Result>(
    keys: string[],
    item: Item,
    size: number,
    work: (items: Item[]) => Promise<Result[]>,
  ): Promise<Result> {
    const id = JSON.stringify([...new Set(keys)].sort());
    const open = this.#open.get(id) as Group<Item> | undefined;
    if (open && open.size + size <= maxGroupSize) {
      open.size += size;
      const index = open.items.push(item) - 1;
      return (await open.done as Result[])[index]!;
    }
    const group: Group<Item> = { items: [item], size, done: Promise.resolve() };
    const close = () => this.#open.get(id) === group && this.#open.delete(id);
    const done = this.run(keys, () => {
      close();
      return work(group.items);
    }).finally(close);
    group.done = done;
    this.#open.set(id, group);
    return (await done)[0]!;
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
