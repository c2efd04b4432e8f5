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

/** A body that its schema accepts and its meaning does not; each fault has a JSON pointer (RFC 6901) into the body. */
export class InvalidBody extends Error {
  override name = "InvalidBody";
  constructor(
    readonly faults: { pointer: string; message: string }[],
    readonly status: 400 | 422 = 400,
  ) {
    super(faults.map((fault) => fault.message).join("; "));
  }
}

/** The turn did not come in time: of a statement that may take long, or of an upload to a batch. The message is for the client. */
export class Busy extends Error {
  override name = "Busy";
}
