/** `deno task migrate`: migrates the schema of DATABASE_URL to the current version. */
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const migrationsFolder = fileURLToPath(new URL("../../../drizzle", import.meta.url));

/** An arbitrary key that only Callboard's migrations lock. */
const lockKey = 8_787_001;

/** Applies the missing migrations. An advisory lock serializes concurrent runs. */
export async function migrate(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice() {} });
  try {
    await client`select pg_advisory_lock(${lockKey})`;
    await applyMigrations(drizzle({ client }), { migrationsFolder });
    await client`select pg_advisory_unlock(${lockKey})`;
  } finally {
    await client.end();
  }
}

/** Returns the number of missing migrations. Throws if the database cannot be reached. */
export async function missingMigrations(url: string): Promise<number> {
  const client = postgres(url, { max: 1, onnotice() {} });
  try {
    const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`;
    const [last] = table?.name
      ? await client`select max(created_at)::text as at from drizzle.__drizzle_migrations`
      : [];
    return readMigrationFiles({ migrationsFolder }).filter(({ folderMillis }) =>
      folderMillis > Number(last?.at ?? 0)
    )
      .length;
  } finally {
    await client.end();
  }
}

if (import.meta.main) {
  const url = Deno.env.get("DATABASE_URL");
  if (!url) {
    console.error(
      "Set DATABASE_URL to the database to migrate. The embedded database is migrated at start.",
    );
    Deno.exit(1);
  }
  try {
    await migrate(url);
    console.log("The schema is up to date.");
  } catch (error) {
    console.error(`The database could not be migrated: ${(error as Error).message}`);
    Deno.exit(1);
  }
}
