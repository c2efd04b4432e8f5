/** Thrown by `withDeadline`. */
export class DeadlineExceeded extends Error {
  override name = "DeadlineExceeded";
}

/**
 * Settles like `promise`, or rejects with DeadlineExceeded after `milliseconds`. Does not cancel
 * the work behind the promise.
 */
export async function withDeadline<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineExceeded()), milliseconds);
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Milliseconds between two looks at the time, and the most that counts of the time between. */
const [tick, mostPerTick] = [50, 100];

/**
 * As `withDeadline`, but time in which this process itself was too busy to look counts as 100 ms:
 * what has arrived meanwhile is not late.
 */
export async function withOwnDeadline<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    const wait = (left: number) => {
      if (left <= 0) return reject(new DeadlineExceeded());
      const from = performance.now();
      const next = () => wait(left - Math.min(performance.now() - from, mostPerTick));
      timer = setTimeout(next, Math.min(tick, left));
    };
    wait(milliseconds);
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
