/** What a session must be set to, and the two ways to set it. */

/**
 * `session`: a connection is a session; it is set up once and keeps prepared statements. `transaction`: a pooler such as
 * PgBouncer or Hyperdrive gives each transaction another session, so each sets itself up and nothing is prepared.
 */
export type Pooling = "session" | "transaction";

const settings = {
  TimeZone: "UTC",
  jit: "off", // its start-up costs more than any statement here gains
  idle_in_transaction_session_timeout: "10000", // a process that froze holds no lock for longer
  max_parallel_workers_per_gather: "0", // a slow statement has one processor and leaves the rest to others
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
