/** Session settings, and the two ways to apply them. */

/**
 * `session`: each connection is a session, set up once, and keeps prepared statements.
 * `transaction`: a pooler such as PgBouncer or Hyperdrive assigns a session to each transaction, so
 * each transaction applies the settings and nothing is prepared.
 */
export type Pooling = "session" | "transaction";

const settings = {
  TimeZone: "UTC",
  jit: "off", // compilation costs more than it saves here
  idle_in_transaction_session_timeout: "10000", // releases the locks of a frozen process
  max_parallel_workers_per_gather: "0", // limits a slow statement to one processor
};

/** Start-up parameters of a session; `timeout` in milliseconds, 0 for no limit. */
export const startupParameters = (timeout: number): Record<string, string> => ({
  application_name: "callboard",
  statement_timeout: String(timeout),
  ...settings,
});

/** Statements that set up one transaction; `timeout` in milliseconds, 0 for no limit. */
export function setLocal(pooling: Pooling, timeout: number): string {
  const all = {
    statement_timeout: String(timeout),
    ...(pooling === "transaction" ? settings : {}),
  };
  return Object.entries(all).map(([name, value]) => `set local ${name} = '${value}'; `).join("");
}
