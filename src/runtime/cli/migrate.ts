/** `deno task migrate`: migrates the schema of DATABASE_URL to the current version. */
import { fileURLToPath } from "node:url";
import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import postgres from "postgres";
import { addressOf, type Server } from "../../db/server.ts";
import { readConfiguration } from "../env.ts";
import { messageOf } from "../process.ts";
import { readServer } from "../server.ts";
import { waitForDatabase } from "../wait_for_database.ts";
import { parse, runCommand } from "./command_line.ts";

const migrationsFolder = fileURLToPath(new URL("../../../drizzle", import.meta.url));

/** An arbitrary key that only Callboard's migrations lock. */
const lockKey = 8_787_001;

/** Seconds that a migration waits for the lock of a table, while others wait behind it. */
const lockTimeout = 5;

const retry = `A migration waits for a lock for ${lockTimeout} s at most: run it again.`;

/** Simple protocol, nothing prepared: a pooler may stand between. */
const open = ({ url, ssl }: Server): postgres.Sql =>
  postgres(url, {
    ...addressOf(url),
    ...(ssl === undefined ? {} : { ssl }),
    max: 1,
    prepare: false,
    fetch_types: false,
    onnotice() {},
  });

/**
 * Applies the missing migrations in one transaction, which also works through a pooler. An advisory
 * lock serializes concurrent runs.
 */
export async function migrate(server: Server): Promise<void> {
  const client = open(server);
  try {
    await client.begin(async (tx) => {
      await tx.unsafe(`set local statement_timeout = 0; select pg_advisory_xact_lock(${lockKey})`);
      await tx.unsafe(`set local lock_timeout = '${lockTimeout}s'`);
      await tx.unsafe(createJournal);
      for (const { sql, hash, folderMillis } of await missing(tx)) {
        for (const statement of sql) await tx.unsafe(statement);
        await tx.unsafe(
          `insert into ${journal} (hash, created_at) values ('${hash}', ${folderMillis})`,
        );
      }
    });
  } finally {
    await client.end();
  }
}

/** Returns the number of missing migrations. Throws if the database cannot be reached. */
export async function missingMigrations(server: Server): Promise<number> {
  const client = open(server);
  try {
    return (await missing(client)).length;
  } finally {
    await client.end();
  }
}

/** Drizzle's table of the migrations that were applied. */
const journal = "drizzle.__drizzle_migrations";
const createJournal = `create schema if not exists drizzle;
create table if not exists ${journal} (
  id serial primary key,
  hash text not null,
  created_at bigint
)`;

/** The migrations later than the last that was applied. */
async function missing(client: postgres.Sql | postgres.TransactionSql): Promise<MigrationMeta[]> {
  const [table] = await client.unsafe(`select to_regclass('${journal}') as name`);
  const [last] = table?.name
    ? await client.unsafe(`select max(created_at)::text as at from ${journal}`)
    : [];
  return readMigrationFiles({ migrationsFolder })
    .filter(({ folderMillis }) => folderMillis > Number(last?.at ?? 0));
}

const usage = `Usage: deno task migrate

Migrates the schema of DATABASE_URL to the current version. It waits DATABASE_WAIT_MS for a server
that does not accept connections yet.`;

async function main(args: string[]): Promise<number> {
  parse(args, {});
  const { databaseUrl, databaseWait } = readConfiguration((name) => Deno.env.get(name));
  if (!databaseUrl) {
    throw new Error(
      "Set DATABASE_URL to the database to migrate. The embedded database is migrated at start.",
    );
  }
  const server = readServer(databaseUrl);
  await waitForDatabase(server, databaseWait).then(() => migrate(server)).catch(
    (error) => {
      const advice = error.code === "55P03" ? `; nothing changed. ${retry}` : "";
      throw new Error(`The database could not be migrated: ${messageOf(error)}${advice}`);
    },
  );
  console.log("The schema is up to date.");
  return 0;
}

if (import.meta.main) await runCommand(usage, main);
