/**
 * Filters for equality use the index on `variables`. No other filter does: it would need a full
 * index scan.
 */
import { runText } from "../support/statements.ts";
import assert from "node:assert/strict";
import { sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { run } from "../../src/db/client.ts";
import { calls } from "../../src/db/schema/index.ts";
import { compileFilter } from "../../src/listing/filter.ts";
import { onServer, openDatabase } from "../support/client.ts";
import { deleteCalls } from "../support/stored_calls.ts";

const indexed: unknown[] = [
  { "variables.plan": "p7" },
  { balance: -14000 },
  { rate: { $eq: -0.5 } },
  { tags: { $in: ["t3", -1] } },
  { $or: [{ plan: "p1" }, { plan: "p2" }] },
  { plan: "p1", balance: { $gt: 0 } },
  { plan: "p1", callStatus: { $ne: "busy" } },
];
const scanned: unknown[] = [
  { balance: { $gt: 14990 } },
  { plan: { $ne: "p7" } },
  { plan: { $not: { $eq: "p7" } } },
  { plan: null },
  { plan: { $in: ["p1", null] } },
  { plan: { $regex: "^p77" } },
  { plan: { $exists: false } },
  { $nor: [{ plan: "p1" }] },
  { $or: [{ plan: "p1" }, { balance: { $gt: 14990 } }] },
];

Deno.test("predicates that need every call never use an operator of the index", () => {
  for (
    const filter of [{ b: { $gt: 1 } }, { b: null }, { "a.b": { $exists: true } }, {
      b: { $regex: "x" },
    }]
  ) {
    const { where } = compileFilter(JSON.stringify(filter));
    assert.doesNotMatch(new PgDialect().sqlToQuery(where).sql, /@\?|@@|@>/, JSON.stringify(filter));
  }
});

Deno.test({
  name: "equality on a variable uses the index; other predicates do not",
  ignore: !onServer,
  async fn() {
    const db = openDatabase();
    const batchId = crypto.randomUUID();
    await run(
      db,
      sql`insert into ${calls}
        (batch_id, position, id, phone_number, created_at, updated_at, search_text, variables)
      select ${batchId}::uuid, i, gen_random_uuid(), '+1' || (2000000000 + i), now(), now(), '',
        jsonb_build_object(
          'plan', 'p' || i % 1000, 'balance', i - 15000, 'rate', -0.5 * (i % 5000),
          'tags', jsonb_build_array('t' || i % 900, i))
      from generate_series(1, 25000) as i`,
    );
    // Also flushes the pending list of the GIN index.
    await run(db, sql`vacuum analyze ${calls}`);
    const plan = async (filter: unknown) => {
      const { where } = compileFilter(JSON.stringify(filter));
      const lines = await runText<{ "QUERY PLAN": string }>(
        db,
        sql`explain select from ${calls} where ${calls.batchId} = ${batchId}::uuid and ${where}`,
      );
      return lines.map((line) => line["QUERY PLAN"]).join("\n");
    };
    try {
      for (const filter of indexed) {
        assert.match(await plan(filter), /calls_variables/, JSON.stringify(filter));
      }
      for (const filter of scanned) {
        assert.doesNotMatch(await plan(filter), /calls_variables/, JSON.stringify(filter));
      }
    } finally {
      await deleteCalls(db, batchId);
      await db.close();
    }
  },
});
