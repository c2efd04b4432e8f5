/** The rows that uploads read while the tables have no statistics, as in a fresh database. */
import assert from "node:assert/strict";
import type { Sql } from "postgres";
import { bindPlaceholders, inline, precompiled } from "../../src/db/statement.ts";
import { newId } from "../../src/domain/id.ts";
import { insertCalls } from "../../src/uploads/insert.ts";
import { acquireLease } from "../../src/uploads/lease.ts";
import { newBatch } from "../support/campaign.ts";
import { newClient, onServer, openDatabase } from "../support/client.ts";

type Plan = {
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Join Filter"?: number;
  "Relation Name"?: string;
  Plans?: Plan[];
};

/** Has a row per batch of every test; Postgres may scan so small a table. */
const isCounters = (plan: Plan) => plan["Relation Name"] === "batch_progress";

/** The rows that the nodes of a plan return and drop, but for scans of the counters. */
const rowsOf = (plan: Plan): number =>
  (isCounters(plan) ? 0 : plan["Actual Loops"] *
    (plan["Actual Rows"] + (plan["Rows Removed by Filter"] ?? 0) +
      (plan["Rows Removed by Join Filter"] ?? 0))) +
  (plan.Plans ?? []).reduce((sum, one) => sum + rowsOf(one), 0);

/** Rolled back, so that other tests keep their statistics. */
class Undo extends Error {}

/** Runs fixed statements without statistics; returns the rows that each reads. */
async function rowsRead(
  client: Sql,
  statements: [name: string, values: Record<string, unknown>][],
): Promise<number[]> {
  const read: number[] = [];
  await client.begin(async (tx) => {
    await tx.unsafe(`delete from pg_statistic
      where starelid in ('calls'::regclass, 'batch_progress'::regclass, 'uploads'::regclass)`);
    await tx.unsafe(`update pg_class set reltuples = -1, relpages = 0
      where oid in (select indexrelid from pg_index where indrelid = 'calls'::regclass)
        or oid = 'calls'::regclass`);
    for (const [name, values] of statements) {
      const { sql, params } = precompiled.get(name)!;
      const text = inline(sql, bindPlaceholders(params, values));
      const [row] = await tx.unsafe(`explain (analyze, format json) ${text}`);
      read.push(rowsOf(row!["QUERY PLAN"][0].Plan));
    }
    throw new Undo();
  }).catch((error) => {
    if (!(error instanceof Undo)) throw error;
  });
  return read;
}

const firstNumbers = async (client: Sql, batchId: string): Promise<string[]> =>
  (await client`select phone_number from calls where batch_id = ${batchId} and position = 1`)
    .map((row) => row.phone_number);

const contacts = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    line: i + 1,
    phoneNumber: `+1303${5_000_000 + from + i}`,
    variables: { n: i },
    size: 10,
  }));

Deno.test({
  name: "without statistics, an upload reads what it adds or clears away, not the batch",
  ignore: !onServer,
  fn: async () => {
    const db = openDatabase();
    const client = await newClient(db);
    const [committed, uncommitted] = [10_000, 5_000];
    const { batchId } = await newBatch(client, committed);
    const upload = (await acquireLease(db, client.workspaceId, batchId))!;
    for (let added = 0; added < uncommitted; added += 1000) {
      await insertCalls(db, upload, added, contacts(added, 1000));
    }
    const held = { id: upload.id, batchId };
    const [phoneNumber] = await firstNumbers(db.client, batchId);
    const chunk = (phone_number: string) => ({
      ...held,
      createdAt: new Date().toISOString(),
      contacts: JSON.stringify([{
        line: 1,
        id_prefix: newId().slice(0, 28),
        phone_number,
        unique_key: phone_number,
        variables: {},
        search_text: phone_number,
      }]),
    });
    const [last, cleared, start, ...chunks] = await rowsRead(db.client, [
      ["last uncommitted position", { batchId }],
      ["delete uncommitted calls", { ...held, after: committed, to: committed + uncommitted }],
      ["find start", { batchId }],
      ["insert calls unique by phoneNumber", { ...chunk("+13045550000"), before: committed }],
      ["insert calls unique by variable", { ...chunk("+13045550001"), before: committed + 1 }],
      ["stage updates by phone_number", { ...chunk(phoneNumber!), size: committed }],
      ["stage updates by unique_key", { ...chunk(phoneNumber!), size: committed }],
    ]);
    assert.ok(last! <= 10, `last: ${last}`);
    assert.ok(cleared! <= 2 * uncommitted + 10, `cleared: ${cleared}`);
    assert.ok(start! <= 10, `start: ${start}`);
    assert.ok(chunks.length === 4 && Math.max(...chunks) <= 20, `chunks: ${chunks}`);
    await db.close();
  },
});
