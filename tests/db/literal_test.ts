import { runText } from "../support/statements.ts";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import assert from "node:assert/strict";
import { literal } from "../../src/db/literal.ts";
import { openDatabase } from "../support/client.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom("'", "\\", "$1", "$$", "E'", '"', "--", "/*", ";", "\n", "é", "x", "n"),
    maxLength: 20,
  }),
).filter((value) => !value.includes("\0") && value.isWellFormed());

Deno.test("property: Postgres returns any text that it receives as a constant", async () => {
  const db = openDatabase();
  const property = fc.asyncProperty(
    fc.array(text, { minLength: 1, maxLength: 20 }),
    async (values) => {
      const list = sql.join(values.map((value) => sql`${value}::text`), sql`, `);
      const [row] = await runText<{ values: string[] | string }>(
        db,
        sql`select json_build_array(${list}) as values`,
      );
      assert.deepEqual(
        typeof row!.values === "string" ? JSON.parse(row!.values) : row!.values,
        values,
      );
      const statement = values.map((value) => `${literal(value)}::text`).join(", ");
      const returned = await db.client.begin(async (tx) => {
        await tx.unsafe("set local standard_conforming_strings = off");
        const [row] = await tx.unsafe<{ values: string[] | string }[]>(
          `select json_build_array(${statement}) as values`,
        );
        return row!.values;
      });
      assert.deepEqual(typeof returned === "string" ? JSON.parse(returned) : returned, values);
    },
  );
  await fc.assert(property, { numRuns: 150 });
  await db.close();
});

Deno.test("rejects a value without an SQL constant", () => {
  for (const value of [Infinity, NaN, {}, [], new Date(), 5n, Symbol("x")]) {
    assert.throws(() => literal(value), TypeError);
  }
  assert.deepEqual([null, undefined, true, -1.5e21].map(literal), [
    "null",
    "null",
    "true",
    "'-1.5e+21'",
  ]);
});
