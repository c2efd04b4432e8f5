/** How a process of the server ends. */

/** The result of `work`; if it throws, the process ends with the message, which is for people to read. */
export async function orExit<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    console.error((error as Error).message);
    Deno.exit(1);
  }
}

/** Ends the process in so many milliseconds, if it has not ended by itself. */
export function exitWithin(milliseconds: number): void {
  Deno.unrefTimer(setTimeout(() => Deno.exit(0), milliseconds));
}

/** Resolves at the first SIGINT or SIGTERM. A terminal's Ctrl+C comes twice: from the terminal and from `deno task`. */
export function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => resolve());
    }
  });
}
