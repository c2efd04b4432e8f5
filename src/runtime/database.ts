import { connect, type ConnectOptions, type Database } from "../db/client.ts";
import { startEmbedded } from "./embedded.ts";
import type { Configuration } from "./env.ts";
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
    const missing = await missingMigrations(configuration.databaseUrl).catch((error) => {
      throw new Error(`The database cannot be used: ${error.message}`);
    });
    if (missing > 0) {
      throw new Error(
        `The database is missing ${missing} migration(s): run \`deno task migrate\` first.`,
      );
    }
    return connect(configuration.databaseUrl, options);
  }
  const embedded = await startEmbedded(configuration.directory);
  await migrate(embedded.url);
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
