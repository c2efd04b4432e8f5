/** Builds the database unless it exists. `deno run -A bench/dataset.ts [--quick] [--xl]`. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { type BenchDatabase, openBenchDatabase } from "./database.ts";
import { scopes } from "../src/domain/caller.ts";
import { callValues, searchText } from "../src/domain/search_text.ts";
import { createApiKey } from "../src/keys/api_keys.ts";
import { migrate } from "../src/runtime/cli/migrate.ts";
import {
  batchesSql,
  callsSql,
  conversationsSql,
  progressSql,
  transcriptsSql,
} from "./dataset_sql.ts";
import {
  batchId,
  benchUrl,
  type Group,
  progress,
  readSettings,
  type Settings,
  workspaceId,
} from "./settings.ts";

/** Version of the rows: a data set of another version is rejected. */
const version = 3;
const chunk = 250_000;
/**
 * The fill factor (percent) for rows in their final state, which are 1.84 × as long as uploaded
 * ones: a page then holds as many rows as after a real campaign with the table's own fill factor.
 */
const fillFactor = (tableFillFactor: number) => Math.round(tableFillFactor * 1.84);

export type Bench = { settings: Settings; url: string; db: BenchDatabase; token: string };

/** Opens the migrated database with all groups and a new API key, without a statement timeout. */
export async function openBench(settings: Settings): Promise<Bench> {
  const url = benchUrl(settings);
  await createDatabase(settings);
  await migrate({ url });
  const db = openBenchDatabase(url, { poolSize: 4, statementTimeout: 0 });
  const missing = await missingGroups(db, settings);
  if (missing.length > 0) await build(db, missing);
  else progress(`the data set in ${settings.database} is reused`);
  const { token } = await createApiKey(db, { workspaceId, name: "bench", scopes: [...scopes] });
  return { settings, url, db, token };
}

async function createDatabase({ serverUrl, database }: Settings): Promise<void> {
  const server = postgres(serverUrl, { max: 1, onnotice() {} });
  const [found] = await server`select from pg_database where datname = ${database}`;
  if (!found) await server.unsafe(`create database "${database}"`);
  await server.end();
}

async function missingGroups({ client }: BenchDatabase, { groups }: Settings): Promise<Group[]> {
  await client.unsafe(
    "create table if not exists bench_groups " +
      "(name text primary key, version int, built_at timestamptz)",
  );
  const built = await client<
    { name: string; version: number }[]
  >`select name, version from bench_groups`;
  const stale = built.find((group) => group.version !== version);
  if (stale) {
    throw new Error(
      `The data set has version ${stale.version}, not ${version}: drop the database to rebuild it.`,
    );
  }
  return groups.filter(({ name }) => !built.some((group) => group.name === name));
}

/**
 * Builds the missing groups in one transaction. Indexes are created last, after the rows are
 * clustered in the order that an upload would leave. Then vacuums, as autovacuum would.
 */
async function build(db: BenchDatabase, groups: Group[]): Promise<void> {
  await db.client.begin(async (tx) => {
    await tx.unsafe(
      "set local maintenance_work_mem = '1GB'; set local work_mem = '128MB'; " +
        "set local synchronous_commit = off",
    );
    await tx`
      insert into workspaces (id, name) values (${workspaceId}, 'bench') on conflict do nothing`;
    const indexes = await tx<{ name: string; definition: string }[]>`
      select indexname as name, indexdef as definition from pg_indexes
      where tablename in ('calls', 'transcripts') and schemaname = 'public'
        and indexname not like '%_pk'`;
    for (const { name } of indexes) await tx.unsafe(`drop index "${name}"`);
    const [table] = await tx`
      select substring(reloptions::text from 'fillfactor=(\\d+)')::int as fillfactor
      from pg_class where oid = 'calls'::regclass`;
    await tx.unsafe(`alter table calls set (fillfactor = ${fillFactor(table!.fillfactor)})`);
    await tx.unsafe(conversationsSql);
    for (const group of groups) await buildGroup(tx, group);
    progress("clustering the calls");
    await tx.unsafe("cluster calls using calls_batch_id_position_pk");
    await tx.unsafe(`alter table calls set (fillfactor = ${table!.fillfactor})`);
    for (const { name, definition } of indexes) {
      progress(`index ${name}`);
      await tx.unsafe(definition);
    }
  });
  progress("vacuum analyze");
  await db.client.unsafe("vacuum (analyze) calls");
  await db.client.unsafe("vacuum (analyze)");
  await checkSearchText(db, groups);
  await db.client.unsafe("checkpoint");
}

async function buildGroup(tx: postgres.TransactionSql, group: Group): Promise<void> {
  for (const statement of batchesSql(group)) await tx.unsafe(statement);
  const step = Math.max(1, Math.floor(chunk / group.batches));
  for (let from = 1; from <= group.calls; from += step) {
    const to = Math.min(group.calls, from + step - 1);
    await tx.unsafe(callsSql(from, to));
    await tx.unsafe(transcriptsSql(from, to));
    progress(
      `${group.batches} × ${group.name}: ${(to * group.batches).toLocaleString("en")} calls`,
    );
  }
  await tx.unsafe(progressSql);
  await tx.unsafe("drop table b");
  await tx`insert into bench_groups values (${group.name}, ${version}, now())`;
}

/** Checks, on 101 calls of each group, that the SQL writes the same search text as an upload. */
async function checkSearchText({ client }: BenchDatabase, groups: Group[]): Promise<void> {
  for (const group of groups) {
    const calls = await client<
      { phone: string; variables: Record<string, unknown>; text: string }[]
    >`
      select phone_number as phone, variables, search_text as text from calls
      where batch_id = ${batchId(group)} and position between 700 and 800`;
    assert.equal(calls.length, 101);
    for (const { phone, variables, text } of calls) {
      const object = typeof variables === "string" ? JSON.parse(variables) : variables;
      assert.equal(text, searchText(callValues(phone, object)));
    }
  }
}

if (import.meta.main) {
  const { db } = await openBench(readSettings());
  await db.close();
  progress("done");
}
