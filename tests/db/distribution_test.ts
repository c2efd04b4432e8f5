import assert from "node:assert/strict";
import { openDatabase } from "../support/client.ts";

/** Small global tables, which a distributed Postgres copies to every node. */
const referenceTables = ["api_keys", "workspaces"];

Deno.test("every unique key of a batch's tables contains the batch, for distribution", async () => {
  const db = openDatabase();
  const tables = await db.client`select c.relname as name, exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'batch_id') as "ofBatch"
    from pg_class c
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`;
  const keys = await db.client`select c.relname as table, i.relname as name,
      to_json(array(
        select a.attname from pg_attribute a where a.attrelid = i.oid order by a.attnum)) as columns
    from pg_index x
    join pg_class c on c.oid = x.indrelid
    join pg_class i on i.oid = x.indexrelid
    where x.indisunique and c.relnamespace = 'public'::regnamespace`;
  await db.close();
  const ofBatch = tables.filter((table) => table.ofBatch).map((table) => table.name).sort();
  assert.deepEqual(ofBatch, [
    "batch_progress",
    "call_events",
    "calls",
    "staged_updates",
    "transcripts",
    "upload_results",
    "uploads",
  ]);
  const others = tables.map((table) => table.name).filter((name) => !ofBatch.includes(name)).sort();
  assert.deepEqual(others, ["api_keys", "batches", "workspaces"]);
  for (const key of keys) {
    if (referenceTables.includes(key.table)) continue;
    const required = key.table === "batches" ? "id" : "batch_id";
    assert.ok(key.columns.includes(required), `${key.name} of ${key.table}: ${key.columns}`);
  }
});

async function* sources(directory: URL): AsyncGenerator<URL> {
  for await (const { name, isDirectory } of Deno.readDir(directory)) {
    if (isDirectory) yield* sources(new URL(`${name}/`, directory));
    else if (name.endsWith(".ts")) yield new URL(name, directory);
  }
}

Deno.test("every query joins the tables of a batch by the batch", async () => {
  for await (const file of sources(new URL("../../src/", import.meta.url))) {
    const text = await Deno.readTextFile(file);
    const joins = [
      ...text.matchAll(
        /join \$?\{?(batchProgress|calls|transcripts|callEvents|batch_progress|call_events)\b[\s\S]{0,60}?\bon\b([\s\S]{0,120})/g,
      ),
    ];
    for (const [whole, , condition] of joins) {
      assert.match(
        condition!,
        /batchId|batch_id|batches\.id|inRange/,
        `${file.pathname}: ${whole}`,
      );
    }
  }
});
