import { connect, type ConnectOptions, type Database } from "../db/client.ts";
import { detectPooling } from "../db/detect_pooling.ts";
import type { Server } from "../db/server.ts";
import type { Pooling } from "../db/session.ts";
import { startEmbedded } from "./embedded.ts";
import type { Configuration } from "./env.ts";
import { messageOf } from "./process.ts";
import { readServer } from "./server.ts";
import { waitForDatabase } from "./wait_for_database.ts";
import { migrate, missingMigrations } from "./cli/migrate.ts";

/**
 * Opens the configured Postgres server, or else the embedded database, which it migrates. Throws an
 * Error with a message for the operator if the server is unreachable, its schema is outdated, or
 * another process uses the embedded database.
 */
export async function openDatabase(
  configuration: Configuration,
  options: ConnectOptions = {},
): Promise<Database> {
  if (configuration.databaseUrl) {
    const { url, ...security } = readServer(configuration.databaseUrl);
    const pooling = await checkServer({ url, ...security }, configuration);
    return connect(url, { ...options, ...security, pooling });
  }
  const embedded = await startEmbedded(configuration.directory);
  await migrate({ url: embedded.url });
  // PGlite has a single session: unnamed statements of a second connection would replace those of
  // the first.
  const database = connect(embedded.url, {
    ...options,
    poolSize: 1,
    slowQuestions: 0,
    watched: false,
  });
  const close = async () => {
    await database.close();
    await embedded.stop();
  };
  return { ...database, close };
}

/** Waits for the server and checks that it can be used; returns how its sessions are shared. */
async function checkServer(
  server: Server,
  { pooler, databaseWait }: Configuration,
): Promise<Pooling> {
  const ask = async () => {
    await waitForDatabase(server, databaseWait);
    return await Promise.all([
      missingMigrations(server),
      pooler === "transaction" ? pooler : detectPooling(server),
    ]);
  };
  const [missing, detected] = await ask().catch((error) => {
    throw new Error(`The database cannot be used: ${messageOf(error)}`);
  });
  if (missing > 0) {
    throw new Error(
      `The database is missing ${missing} migration(s): run \`deno task migrate\` first.`,
    );
  }
  if (detected === "session" || pooler === "transaction") return detected;
  if (pooler === "session") {
    throw new Error(
      "DATABASE_URL leads to a pooler that does not apply the settings of a session, such as its " +
        "time limit: unset POOLER, set it to transaction, or connect to Postgres itself.",
    );
  }
  console.error("DATABASE_URL leads to a connection pooler: POOLER is transaction.");
  return detected;
}
