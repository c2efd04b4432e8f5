/** Process exit and shutdown signals. */

/** Returns the result of `work`. If it throws, prints the message and exits with code 1. */
export async function exitOnError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    console.error((error as Error).message);
    Deno.exit(1);
  }
}

/** Exits after at most `milliseconds`. Does not keep the process alive. */
export function forceExitAfter(milliseconds: number): void {
  Deno.unrefTimer(setTimeout(() => Deno.exit(0), milliseconds));
}

/**
 * Resolves at the first SIGINT or SIGTERM and ignores later ones: Ctrl+C arrives twice, from the
 * terminal and from `deno task`.
 */
export function shutdownSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => resolve());
    }
  });
}
