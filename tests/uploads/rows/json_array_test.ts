import fc from "fast-check";
import assert from "node:assert/strict";
import { lossyNumber } from "../../../src/domain/exact_number.ts";
import { InvalidBody } from "../../../src/domain/errors.ts";
import { jsonArrayRows } from "../../../src/uploads/rows/json_array.ts";
import { collect, piecesOf } from "../../support/upload.ts";

const notObject = "must be a JSON object";
const large = "the row is larger than 64 KiB";

async function read(text: string, length?: number) {
  const rows = await collect(jsonArrayRows(piecesOf(text, length)));
  return rows.map((row) => [row.line, "record" in row ? row.record : row.reason]);
}
const lengths = (text: string) => (text.length > 1000 ? [4093, 1e7] : [1, 2, 3, 7, 1e7]);

const bodies: [name: string, text: string, rows: [number, Record<string, unknown> | string][]][] = [
  ["an empty array", "[]", []],
  ["white space", " \r\n[ \t ] \n", []],
  ["objects", '[{"a":1},\n {"a":[1,{"b":2}]} ]\n', [[1, { a: 1 }], [2, { a: [1, { b: 2 }] }]]],
  ["brackets, braces and commas inside strings", '[{"a":"],}{[\\"\\\\"},{"a":"\\\\"}]', [[1, {
    a: '],}{["\\',
  }], [2, {
    a: "\\",
  }]]],
  ["elements that are not objects", '[1,"x",null,[{"a":1}],true,{"a":1}]', [
    [1, notObject],
    [2, notObject],
    [3, notObject],
    [4, notObject],
    [5, notObject],
    [6, { a: 1 }],
  ]],
  ["__proto__", '[{"__proto__":{"x":1},"a":1}]', [
    [1, Object.fromEntries<unknown>([["__proto__", { x: 1 }], ["a", 1]])],
  ]],
  ["a large element", `[{"a":1},{"b":"${'\\"x,]'.repeat(40_000)}"},{"a":2}]`, [[1, { a: 1 }], [
    2,
    large,
  ], [3, {
    a: 2,
  }]]],
  ["a large last element", `[${" ".repeat(70_000)}]`, [[1, large]]],
];
for (const [name, text, rows] of bodies) {
  Deno.test(`json array: ${name}`, async () => {
    for (const length of lengths(text)) {
      assert.deepEqual(await read(text, length), rows, `in pieces of ${length}`);
    }
  });
}

const faults: [text: string, message: RegExp, pointer?: string][] = [
  ["", /must be a JSON array of objects/],
  [" ", /must be a JSON array of objects/],
  ['{"a":1}', /must be a JSON array of objects/],
  ["x", /must be a JSON array of objects/],
  ['"[]"', /must be a JSON array of objects/],
  ["\u00a0[]", /must be a JSON array of objects/],
  ["[", /not closed \(after 0 elements\)/],
  ['[{"a":1}', /not closed \(after 0 elements\)/],
  ['[{"a":1},', /not closed \(after 1 elements\)/],
  ['[{"a":1},{"b":"]', /not closed \(after 1 elements\)/],
  ["[{}][]", /unexpected text after/],
  ["[]x", /unexpected text after/],
  ["[,]", /element 1 of/, "/0"],
  ["[{},]", /element 2 of/, "/1"],
  ["[{}{}]", /element 1 of/, "/0"],
  ["[{},{a:1}]", /element 2 of/, "/1"],
  ["[{},{'a':1},{}]", /element 2 of/, "/1"],
  ['[{"a":1]]', /element 1 of/, "/0"],
  ['[{"a":01}]', /element 1 of/, "/0"],
  ['[{"a":"\n"}]', /element 1 of/, "/0"],
  ["[\u00a0]", /element 1 of/, "/0"],
];
for (const [text, message, pointer = ""] of faults) {
  Deno.test(`json array: rejects ${JSON.stringify(text)}`, async () => {
    for (const length of lengths(text)) {
      await assert.rejects(read(text, length), (error) => {
        assert.ok(error instanceof InvalidBody);
        assert.match(error.message, message);
        assert.equal(error.faults[0]!.pointer, pointer);
        return true;
      });
    }
  });
}

Deno.test("json array: agrees with JSON.parse", async () => {
  const intact = fc.array(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), {
    maxLength: 4,
  }).map((rows) => JSON.stringify(rows));
  const damaged = fc.tuple(intact, fc.nat(), fc.constantFrom("", '"', ",", "]", "{", "\\", "x"))
    .map(([text, at, char]) =>
      text.slice(0, at % text.length) + char + text.slice((at % text.length) + 1)
    );
  const seen = { read: 0, rejected: 0 };
  await fc.assert(
    fc.asyncProperty(
      // A number that loses digits rejects its row, which JSON.parse does not.
      fc.oneof(intact, damaged).filter((text) => lossyNumber(text) === undefined),
      fc.integer({ min: 1, max: 9 }),
      async (text, length) => {
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch { /* stays undefined */ }
        if (!Array.isArray(expected)) {
          await assert.rejects(read(text, length), InvalidBody);
          seen.rejected++;
          return;
        }
        const isObject = (row: unknown) =>
          typeof row === "object" && row !== null && !Array.isArray(row);
        const rows = expected.map((row, index) => [index + 1, isObject(row) ? row : notObject]);
        assert.deepEqual(await read(text, length), rows);
        seen.read++;
      },
    ),
    { numRuns: 1000 },
  );
  assert.ok(seen.read > 300 && seen.rejected > 300, JSON.stringify(seen));
});
