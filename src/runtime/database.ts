import { connect, type ConnectOptions, type Database } from "../db/client.ts";
import { startEmbedded } from "./embedded.ts";
import type { Configuration } from "./env.ts";
import { migrate, missingMigrations } from "./cli/migrate.ts";

/**
 * The configured Postgres server, or else the embedded database, migrated. Throws an Error for people to read when the server's schema
 * is older than this code, when it cannot be reached, or when another process has the embedded database.
 */
export async function openDatabase(
  configuration: Configuration,
  options: ConnectOptions = {},
): Promise<Database> {
  if (configuration.databaseUrl) {
    const missing = await missingMigrations(configuration.databaseUrl).catch((error) => {
      throw new Error(`The database cannot be used: ${error.message}`);
    });
    if (missing > 0) {
      throw new Error(
        `The database lacks ${missing} migration(s): run \`deno task migrate\` first.`,
      );
    }
    return connect(configuration.databaseUrl, options);
  }
  const embedded = await startEmbedded(configuration.directory);
  await migrate(embedded.url);
  // It has one session whatever connects to it: a second connection's unnamed statements would take the place of the first one's.
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
