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
