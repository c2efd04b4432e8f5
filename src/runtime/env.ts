import type { Pooling } from "../db/session.ts";

/** The configuration of a server process. */
export type Configuration = {
  port: number;
  host: string;
  /** URL of a Postgres server; undefined selects the embedded database. */
  databaseUrl?: string;
  /** How a connection pooler before that server shares sessions; "auto" to find out at start. */
  pooler: "auto" | Pooling;
  /** Milliseconds to wait at start for a server that does not accept connections yet. */
  databaseWait: number;
  /** Directory of the embedded database and the demo key. */
  directory: string;
  /** Milliseconds after which a statement is canceled; 0 disables the limit. */
  statementTimeout: number;
  /** Milliseconds to wait for requests in flight after a shutdown signal. */
  drainTimeout: number;
  /** Client connections at a time, and those of one address. */
  maxConnections: number;
  maxConnectionsPerAddress: number;
  /** Maximum number of database connections. */
  poolSize: number;
  /** Slow filters, searches and sorts at a time, each on a connection beside those. */
  slowQuestions: number;
  /** Slow questions of one workspace at a time. */
  slowQuestionsPerWorkspace: number;
  validateResponses: boolean;
  log: boolean;
};

/** Reads the configuration from the environment. Throws an Error that names a bad variable. */
export function readConfiguration(env: (name: string) => string | undefined): Configuration {
  const integer = (name: string, fallback: number, min: number, max: number) => {
    const text = env(name) || String(fallback);
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new Error(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
    }
    return value;
  };
  const flag = (name: string, fallback: boolean) => {
    const text = env(name)?.toLowerCase();
    if (text === undefined || text === "") return fallback;
    if (["1", "true", "on"].includes(text)) return true;
    if (["0", "false", "off"].includes(text)) return false;
    throw new Error(`${name} must be on or off, not "${text}"`);
  };
  const choice = <T extends string>(name: string, [fallback, ...others]: [T, ...T[]]): T => {
    const text = env(name)?.toLowerCase() || fallback;
    const found = [fallback, ...others].find((value) => value === text);
    if (found === undefined) {
      throw new Error(`${name} must be ${fallback}, ${others.join(" or ")}, not "${text}"`);
    }
    return found;
  };
  const databaseUrl = env("DATABASE_URL") || undefined;
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new Error("DATABASE_URL must start with postgres://");
  }
  const maxConnections = integer("MAX_CONNECTIONS", 10_000, 1, 1_000_000);
  const slowQuestions = integer("SLOW_QUESTIONS", 8, 1, 1000);
  return {
    port: integer("PORT", 8787, 0, 65535),
    host: env("HOST") || "127.0.0.1",
    ...(databaseUrl ? { databaseUrl } : {}),
    pooler: choice("POOLER", ["auto", "session", "transaction"]),
    databaseWait: integer("DATABASE_WAIT_MS", 30_000, 0, 3_600_000),
    directory: env("CALLBOARD_DIR") || ".callboard",
    statementTimeout: integer("STATEMENT_TIMEOUT_MS", 5000, 0, 3_600_000),
    drainTimeout: integer("DRAIN_TIMEOUT_MS", 30_000, 0, 3_600_000),
    maxConnections,
    maxConnectionsPerAddress: integer(
      "MAX_CONNECTIONS_PER_ADDRESS",
      Math.ceil(maxConnections / 2),
      1,
      1_000_000,
    ),
    poolSize: integer("POOL_SIZE", 10, 1, 1000),
    slowQuestions,
    slowQuestionsPerWorkspace: integer(
      "SLOW_QUESTIONS_PER_WORKSPACE",
      Math.ceil(slowQuestions / 2),
      1,
      1000,
    ),
    validateResponses: flag("VALIDATE_RESPONSES", false),
    log: flag("LOG", true),
  };
}
