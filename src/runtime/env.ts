/** The configuration of a server process. */
export type Configuration = {
  port: number;
  host: string;
  /** A Postgres server; the embedded database is used if not set. */
  databaseUrl?: string;
  /** Where the embedded database and the demo key are kept. */
  directory: string;
  /** Milliseconds after which a statement is ended; 0 for no limit. */
  statementTimeout: number;
  /** Milliseconds that requests in flight have to finish when the process is told to stop. */
  drainTimeout: number;
  /** Database connections. */
  poolSize: number;
  /** Slow filters, searches and sorts at a time, each on a connection beside those. */
  slowQuestions: number;
  /** Slow questions of one workspace at a time. */
  slowQuestionsPerWorkspace: number;
  validateResponses: boolean;
  log: boolean;
};

/** Reads the configuration from the environment, once. Throws an Error that names the variable at fault. */
export function readConfiguration(env: (name: string) => string | undefined): Configuration {
  const integer = (name: string, fallback: number, least: number, most: number) => {
    const text = env(name) || String(fallback);
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new Error(`${name} must be a whole number from ${least} to ${most}, not "${text}"`);
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
  const databaseUrl = env("DATABASE_URL") || undefined;
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new Error("DATABASE_URL must start with postgres://");
  }
  const slowQuestions = integer("SLOW_QUESTIONS", 8, 1, 1000);
  return {
    port: integer("PORT", 8787, 0, 65535),
    host: env("HOST") || "127.0.0.1",
    ...(databaseUrl ? { databaseUrl } : {}),
    directory: env("CALLBOARD_DIR") || ".callboard",
    statementTimeout: integer("STATEMENT_TIMEOUT_MS", 5000, 0, 3_600_000),
    drainTimeout: integer("DRAIN_TIMEOUT_MS", 30_000, 0, 3_600_000),
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
