/** Number of faults that an answer lists; one more is found at most, to say that there are more. */
export const maxFaults = 100;

/** A request parameter that passes its schema but is semantically invalid. Becomes a 400. */
export class InvalidParameter extends Error {
  override name = "InvalidParameter";
  /**
   * @param parameter name of the query parameter
   * @param message the reason, returned to the caller
   * @param pointer JSON pointer (RFC 6901) into the value of a JSON parameter
   */
  constructor(readonly parameter: string, message: string, readonly pointer?: string) {
    super(message);
  }
}

/**
 * A request body that passes its schema but is semantically invalid. Each fault has a JSON pointer
 * (RFC 6901) into the body. Becomes a problem with `status`.
 */
export class InvalidBody extends Error {
  override name = "InvalidBody";
  constructor(
    readonly faults: { pointer: string; message: string }[],
    readonly status: 400 | 422 = 400,
  ) {
    super(faults.map((fault) => fault.message).join("; "));
  }
}

/**
 * Thrown when an upload waited too long for the lease of its batch, or lost it. The message is
 * returned to the caller.
 */
export class Busy extends Error {
  override name = "Busy";
}

/** No turn came in time: the caller's own workspace has too much under way, or the server has. */
export class Overloaded extends Error {
  override name = "Overloaded";
  constructor(readonly by: "workspace" | "server") {
    super(`too much is under way (${by})`);
  }
}

/** The database does not answer. */
export class Unavailable extends Error {
  override name = "Unavailable";
}

/** The error of work that a signal ended: servers abort with reasons of any type. */
export const abortError = () => new DOMException("The client disconnected.", "AbortError");

/** Throws an AbortError if the signal is aborted. */
export function assertWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError();
}
