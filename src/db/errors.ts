/** Classifies errors of Postgres and of the driver. */

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? "");

/**
 * Codes of sockets, CONNECTION_* of postgres.js, SQLSTATE class 08, 57P01 to 57P03 (the server
 * stops, crashed or starts) and 25P03 (idle in a transaction for too long).
 */
const connectionLost =
  /^(E(CONN\w+|PIPE|TIMEDOUT|NOTFOUND|HOSTUNREACH|NETUNREACH|AI_AGAIN)|CONNECT(ION)?_\w+|57P0[123]|25P03|08\w{3})$/;

/** Whether the connection was lost or never opened. */
export const isConnectionLost = (error: unknown): boolean =>
  connectionLost.test(codeOf(error)) || isSocketError(error);

/** On Workers socket errors have no code; postgres.js adds the query to them. */
const isSocketError = (error: unknown): boolean =>
  error instanceof Error && error.name === "Error" && !("code" in error) && "query" in error;

/** Codes of OpenSSL and Node for a certificate that does not verify, and for TLS that fails. */
const tlsFailed =
  /^(EPROTO|INVALID_(CA|PURPOSE)|(ERR_(TLS|SSL|OSSL)|CERT|CRL|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|PATH_LENGTH|HOSTNAME)_\w+)$/;

/** Wrong password or user, no TLS where it is required, no such database. */
const loginRefused = new Set(["28000", "28P01", "3D000"]);

/** Whether client and server do not agree to connect, which only an operator can change. */
export const isRefused = (error: unknown): boolean =>
  tlsFailed.test(codeOf(error)) || loginRefused.has(codeOf(error));

/**
 * SQLSTATEs of a server that runs but is full, read-only, out of connections or memory, or that
 * refuses the privilege: its operator mends that, and the same request succeeds.
 */
const cannotServe = new Set(["53000", "53100", "53200", "53300", "53400", "25006", "42501"]);

/** Whether a retry may succeed later. */
export const isUnavailable = (error: unknown): boolean =>
  isConnectionLost(error) || isRefused(error) || cannotServe.has(codeOf(error));

/** Whether the server canceled the statement, by its timeout or on request. */
export const isCanceled = (error: unknown): boolean => codeOf(error) === "57014";

/** Whether the server responded, if only with an error. */
export const isAnswer = (error: unknown): boolean =>
  /^[0-9A-Z]{5}$/.test(codeOf(error)) && !isConnectionLost(error);

/** Whether a row would not have been unique. */
export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === "23505";
