/** Process exit and shutdown signals. */
import { DrizzleQueryError } from "drizzle-orm/errors";

type Fault = Error & { code?: string; errors?: unknown[] };

/** What an operator reads about an error: its cause, without a stack or the text of a statement. */
export function messageOf(error: unknown): string {
  if (error instanceof DrizzleQueryError && error.cause) return messageOf(error.cause);
  const { message, code, cause, errors } = error as Fault;
  if (errors?.length) return [...new Set(errors.map(messageOf))].join("; ");
  const own = message || code || String(error);
  return cause && !own.includes(messageOf(cause)) ? `${own}: ${messageOf(cause)}` : own;
}

/** Returns the result of `work`. If it throws, prints the message and exits with code 1. */
export async function exitOnError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    console.error(messageOf(error));
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
