import type { TestDatabase } from "../support/client.ts";
import { runText } from "../support/statements.ts";
import assert from "node:assert/strict";
import { sql } from "drizzle-orm";
import { run } from "../../src/db/client.ts";
import { newId, newIdPrefix } from "../../src/domain/id.ts";
import { searchText } from "../../src/domain/search_text.ts";
import { compileSearch } from "../../src/listing/search.ts";
import { onServer, openDatabase } from "../support/client.ts";

/** Inserts a new batch of calls with one variable each, `copies` times; returns its id. */
async function insertCalls(database: TestDatabase, values: string[], copies = 1): Promise<string> {
  const batchId = newId();
  const rows = values.map((note, index) => ({
    number: `+1415${String(index).padStart(6, "0")}`,
    text: searchText("", { note }),
  }));
  await run(
    database,
    sql`insert into calls
        (batch_id, position, id, phone_number, created_at, updated_at, variables, search_text)
      select ${batchId}::uuid, at, (${newIdPrefix()} || lpad(to_hex(at), 8, '0'))::uuid,
        number || at, now(), now(), '{}', number || at || text
      from (
        select (row_number() over ())::int as at, row ->> 'number' as number, row ->> 'text' as text
        from jsonb_array_elements(${
      JSON.stringify(rows)
    }::text::jsonb) row, generate_series(1, ${copies}::int)
      ) numbered`,
  );
  return batchId;
}

async function withDatabase(test: (database: TestDatabase) => Promise<void>): Promise<void> {
  const database = openDatabase();
  try {
    await test(database);
  } finally {
    await database.close();
  }
}

const notes = [
  "Technician",
  "TECHNIC",
  "100%_off\\",
  "100 % off",
  "a_b",
  "straße 7",
  "STRASSE 7",
  "one\nTwo",
  "",
  "'; --",
];

Deno.test("search finds the calls with a value that matches the pattern", () =>
  withDatabase(async (database) => {
    const batchId = await insertCalls(database, notes);
    const patterns = [
      "technician",
      "technic(ian)?$",
      "100%_off\\\\",
      "100.*off",
      "^straße",
      "^two",
      "e\\ntwo",
      "a_b",
      "a.b",
    ];
    for (const pattern of [...patterns, "[^\\s\\S]", "^$", "'; --", "%", "_", "STRA(ß|ss)e"]) {
      const rows = await run<{ position: number }>(
        database,
        sql`select position from calls where batch_id = ${batchId}::uuid and ${
          compileSearch(pattern)
        } order by position`,
      );
      const expected = notes.flatMap((note, at) =>
        new RegExp(pattern, "iu").test(note) ? [at + 1] : []
      );
      assert.deepEqual(rows.map(({ position }) => position), expected, pattern);
    }
  }));

Deno.test({
  name: "a pattern with a selective literal uses the trigram index, others never do",
  ignore: !onServer,
  fn: () =>
    withDatabase(async (database) => {
      const values = Array.from(
        { length: 25 },
        (_, index) => `note ${index} of clerk in the office`,
      );
      const batchId = await insertCalls(database, [...values, "Quixotic zymurgist"], 1000);
      await database.client.unsafe("vacuum analyze calls");
      const plan = async (pattern: string) => {
        const rows = await runText<Record<string, string>>(
          database,
          sql`explain select position from calls where batch_id = ${batchId}::uuid and ${
            compileSearch(pattern)
          }`,
        );
        return rows.map((row) => row["QUERY PLAN"]).join("\n");
      };
      for (const pattern of ["zymurgy2", "xotic (zym|foo)urgy3", "^.*qqwwee\\d+$"]) {
        assert.match(await plan(pattern), /Index Cond:.*search_text ~~/, pattern);
      }
      const withoutLiteral = ["zq", "[a-z]{3,40}@[a-z]{3,40}\\.zz", "foo|bar", "^\\d+$", "é"];
      // The index may still select the batch, but without a condition on the text.
      for (const pattern of withoutLiteral) {
        assert.doesNotMatch(await plan(pattern), /Index Cond:.*search_text/, pattern);
      }
      assert.doesNotMatch(await plan("(a|b|c|d|e|f|g|h){5}xyz"), /Index Cond:.* ~ /);
    }),
});
