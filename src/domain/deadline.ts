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

/** Milliseconds of a tick of `withOwnDeadline`. */
const tick = 50;

/**
 * As `withDeadline`, but time in which this process itself was too busy to look counts as one tick
 * of 50 ms: what has arrived meanwhile is not late.
 */
export async function withOwnDeadline<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    const wait = (left: number) => {
      if (left <= 0) reject(new DeadlineExceeded());
      else timer = setTimeout(() => wait(left - tick), Math.min(tick, left));
    };
    wait(milliseconds);
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
