/** What errors of Postgres and of the driver mean. */

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? "");

/**
 * Errors of a connection: codes of sockets, CONNECTION_* of postgres.js, SQLSTATE class 08 and 57P01 to 57P03 (the
 * server stops, crashed or starts), 25P03 (idle too long in a transaction).
 */
const connectionLost =
  /^(E(CONN\w+|PIPE|TIMEDOUT|NOTFOUND|HOSTUNREACH|NETUNREACH|AI_AGAIN)|CONNECT(ION)?_\w+|57P0[123]|25P03|08\w{3})$/;

/** Whether an error means that its connection is gone or never came. */
export const isConnectionLost = (error: unknown): boolean =>
  connectionLost.test(codeOf(error)) || isSocketError(error);

/** On Workers the errors of sockets have no code; postgres.js adds the query to them. */
const isSocketError = (error: unknown): boolean =>
  error instanceof Error && error.name === "Error" && !("code" in error) && "query" in error;

/** SQLSTATEs of a server that works and cannot serve: full, read-only, out of connections or memory. */
const cannotServe = new Set(["53000", "53100", "53200", "53300", "53400", "25006"]);

/** Whether to try again later may help. */
export const isUnavailable = (error: unknown): boolean =>
  isConnectionLost(error) || cannotServe.has(codeOf(error));

/** Whether the server ended the statement: its limit passed, or it was told to. */
export const isCanceled = (error: unknown): boolean => codeOf(error) === "57014";

/** Whether the server answered at all, be it by an error. */
export const isAnswer = (error: unknown): boolean =>
  /^[0-9A-Z]{5}$/.test(codeOf(error)) && !isConnectionLost(error);
