import type { TestDatabase } from "../support/client.ts";
import { runText } from "../support/statements.ts";
import assert from "node:assert/strict";
import { sql } from "drizzle-orm";
import { run } from "../../src/db/client.ts";
import { newId, newIdPrefix } from "../../src/domain/id.ts";
import { searchText } from "../../src/domain/search_text.ts";
import { compileSearch, type SearchPlace } from "../../src/listing/search.ts";
import { onServer, openDatabase } from "../support/client.ts";

/** Inserts a batch of calls, `copies` times, each with this note as variable and as transcript. */
async function insertCalls(database: TestDatabase, notes: string[], copies = 1): Promise<string> {
  const batchId = newId();
  const rows = Array.from({ length: copies }, () => notes).flat().map((note, index) => {
    const number = `+1415${1_000_000 + index}`;
    return { number, text: searchText([number, note]), said: searchText(["Hello.", note]) };
  });
  const numbered = sql`(
    select at::int, row ->> 'number' as number, row ->> 'text' as text, row ->> 'said' as said
    from jsonb_array_elements(${JSON.stringify(rows)}::text::jsonb) with ordinality as r(row, at)
  ) as numbered`;
  await run(
    database,
    sql`insert into calls
        (batch_id, position, id, phone_number, created_at, updated_at, variables, search_text)
      select ${batchId}::uuid, at, (${newIdPrefix()} || lpad(to_hex(at), 8, '0'))::uuid,
        number, now(), now(), '{}', text
      from ${numbered}`,
  );
  await run(
    database,
    sql`insert into transcripts
        (batch_id, position, attempt, at, provider, event_id, turns, search_text)
      select ${batchId}::uuid, numbered.at, 1, now(), 'api', 'e', '[]', said
      from ${numbered}`,
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
  "José",
  "Jose",
  "Jose\u0301 decomposed",
  "private \uE00A use",
];

const places: SearchPlace[][] = [["variables"], ["transcript"], ["transcript", "variables"]];

/** The positions of the calls that a search finds. */
async function found(
  database: TestDatabase,
  batchId: string,
  pattern: string,
  places: SearchPlace[],
  ignoreAccents = false,
): Promise<number[]> {
  const { where } = compileSearch({ pattern, in: places, ignoreAccents }, batchId);
  const rows = await run<{ position: number }>(
    database,
    sql`select position from calls where batch_id = ${batchId}::uuid and ${where}
      order by position`,
  );
  return rows.map(({ position }) => position);
}

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
    for (
      const pattern of [
        ...patterns,
        "[^\\s\\S]",
        "^$",
        "'; --",
        "%",
        "_",
        "STRA(ß|ss)e",
        "é",
        "JOSÉ",
        "Jose",
        "\uE00A",
        "e u",
      ]
    ) {
      const expected = notes.flatMap((note, at) =>
        new RegExp(pattern, "iu").test(note.normalize("NFC")) ? [at + 1] : []
      );
      for (const place of places) {
        assert.deepEqual(await found(database, batchId, pattern, place), expected, pattern);
      }
    }
  }));

Deno.test("accents are ignored on request, in the pattern and in what is searched", () =>
  withDatabase(async (database) => {
    const batchId = await insertCalls(database, notes);
    const named = ["José", "Jose", "Jose\u0301 decomposed"].map((name) => notes.indexOf(name) + 1);
    for (const place of places) {
      for (const pattern of ["jose", "JOSÉ", "Jose\u0301", "^jos[e]", "^jos[é]", "j.s(é|x)"]) {
        assert.deepEqual(await found(database, batchId, pattern, place, true), named, pattern);
      }
      assert.deepEqual(await found(database, batchId, "^josé$", place), named.slice(0, 1));
      assert.deepEqual(await found(database, batchId, "jose", place), named.slice(1, 2));
    }
  }));

Deno.test("a search looks where it is asked to", () =>
  withDatabase(async (database) => {
    const batchId = await insertCalls(database, ["one", "two"]);
    const only = (pattern: string) =>
      Promise.all(
        places.map((place) => found(database, batchId, pattern, place)),
      );
    assert.deepEqual(await only("^hello\\.$"), [[], [1, 2], [1, 2]]);
    assert.deepEqual(await only("^\\+1415"), [[1, 2], [], [1, 2]]);
    assert.deepEqual(await only("000001$|hello"), [[2], [1, 2], [1, 2]]);
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
      await database.client.unsafe("vacuum analyze calls, transcripts");
      const plan = async (pattern: string, places: SearchPlace[] = ["variables"]) => {
        const { where } = compileSearch({ pattern, in: places, ignoreAccents: false }, batchId);
        const rows = await runText<Record<string, string>>(
          database,
          sql`explain select position from calls where batch_id = ${batchId}::uuid and ${where}`,
        );
        return rows.map((row) => row["QUERY PLAN"]).join("\n");
      };
      for (const pattern of ["zymurgy2", "xotic (zym|foo)urgy3", "^.*qqwwee\\d+$"]) {
        assert.match(await plan(pattern), /Index Cond:.*search_text ~~/, pattern);
        const said = await plan(pattern, ["transcript"]);
        assert.match(said, /transcripts_search_text/, pattern);
        const both = await plan(pattern, ["transcript", "variables"]);
        assert.match(both, /transcripts_search_text[^]*calls_search_text|calls_search_text[^]*tra/);
        for (const text of [said, both]) {
          assert.doesNotMatch(text, /Seq Scan|Index Cond:.* ~ /, `${pattern}\n${text}`);
        }
      }
      const withoutLiteral = ["zq", "[a-z]{3,40}@[a-z]{3,40}\\.zz", "foo|bar", "^\\d+$", "é"];
      // The index may still select the batch, but without a condition on the text.
      for (const pattern of withoutLiteral) {
        assert.doesNotMatch(await plan(pattern), /Index Cond:.*search_text/, pattern);
      }
      assert.doesNotMatch(await plan("(a|b|c|d|e|f|g|h){5}xyz"), /Index Cond:.* ~ /);
    }),
});
