/** A request parameter that its schema accepts and its meaning does not; becomes a 400 that names the place. */
export class InvalidParameter extends Error {
  override name = "InvalidParameter";
  /**
   * @param parameter the query parameter at fault
   * @param message what is wrong, for the caller to read
   * @param pointer JSON pointer (RFC 6901) into the parameter's own JSON, if it has one
   */
  constructor(readonly parameter: string, message: string, readonly pointer?: string) {
    super(message);
  }
}

/** A body that its schema accepts and its meaning does not; `faults` have JSON pointers (RFC 6901) into the body. */
export class InvalidBody extends Error {
  override name = "InvalidBody";
  constructor(
    readonly faults: { pointer: string; message: string }[],
    readonly status: 400 | 422 = 400,
  ) {
    super(faults.map((fault) => fault.message).join("; "));
  }
}

/** What the caller needs is in use, by whoever else. The message is for the caller. */
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
