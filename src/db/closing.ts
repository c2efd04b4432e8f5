/** SQLSTATE 57P01 to 57P03 and 25P03 come from the server as it closes the connection, the others from postgres.js. */
const closing = /^(CONNECTION_\w+|57P0[123]|25P03)$/;

/** Whether an error means that its connection is gone. */
export const isClosing = (error: unknown): boolean =>
  closing.test(String((error as { code?: unknown } | null)?.code));
