import assert from "node:assert/strict";
import { ndjsonRows } from "../../../src/uploads/rows/ndjson.ts";
import { collect, piecesOf } from "../../support/upload.ts";

const invalid = "not valid JSON";
const notObject = "must be a JSON object";
const large = "the row is larger than 64 KiB";

const files: [name: string, text: string, rows: [number, Record<string, unknown> | string][]][] = [
  ["lines", '{"a":1}\n{"a":"x\\ny"}\n', [[1, { a: 1 }], [2, { a: "x\ny" }]]],
  ["no final line feed, CRLF", '{"a":1}\r\n{"a":2}', [[1, { a: 1 }], [2, { a: 2 }]]],
  ["blank lines are skipped but counted", '\n\n{"a":1}\n \r\n{"a":2}\n', [[3, { a: 1 }], [5, {
    a: 2,
  }]]],
  ["an empty body", "", []],
  ["lines that are not objects", 'x\n{"a":1\n[1]\nnull\n"{}"\n7\n{"a":1} {}\n{"a":2}\n', [
    [1, invalid],
    [2, invalid],
    [3, notObject],
    [4, notObject],
    [5, notObject],
    [6, notObject],
    [7, invalid],
    [8, { a: 2 }],
  ]],
  ["__proto__", '{"__proto__":{"x":1},"a":1}\n', [
    [1, Object.fromEntries<unknown>([["__proto__", { x: 1 }], ["a", 1]])],
  ]],
  ["a large line", `{"a":1}\n{"b":"${"x".repeat(200_000)}"}\n{"a":2}\n`, [
    [1, { a: 1 }],
    [2, large],
    [3, { a: 2 }],
  ]],
  ["a large last line", `{"a":1}\n${"x".repeat(70_000)}`, [[1, { a: 1 }], [2, large]]],
];

for (const [name, text, expected] of files) {
  Deno.test(`ndjson: ${name}`, async () => {
    for (const length of text.length > 1000 ? [4093, 1e7] : [1, 2, 3, 7, 1e7]) {
      const rows = await collect(ndjsonRows(piecesOf(text, length)));
      const actual = rows.map((row) => [row.line, "record" in row ? row.record : row.reason]);
      assert.deepEqual(actual, expected, `in pieces of ${length}`);
    }
  });
}
