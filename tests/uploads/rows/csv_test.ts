import { parse } from "csv-parse/sync";
import fc from "fast-check";
import assert from "node:assert/strict";
import { InvalidBody, InvalidParameter } from "../../../src/domain/errors.ts";
import { type CsvOptions, csvRows } from "../../../src/uploads/rows/csv.ts";
import { collect, piecesOf } from "../../support/upload.ts";

type Row = [line: number, content: Record<string, unknown> | string, column?: string | null];

/** Rows as `[line, record]` or `[line, reason, column]`. */
async function read(
  text: string,
  options: Partial<CsvOptions> = {},
  length?: number,
): Promise<Row[]> {
  const rows = await collect(
    csvRows(piecesOf(text, length), { phoneColumn: "p", numericColumns: [], ...options }),
  );
  return rows.map((row) =>
    "record" in row ? [row.line, { ...row.record }] : [row.line, row.reason, row.column]
  );
}

const unclosedQuote = "a quote is never closed; the rest of the file is inside it";
const afterQuote = "a closing quote must be followed by a delimiter or a line end";
const strayQuote = 'a quote in an unquoted cell: quote the cell and write "" for the quote';
const large = "the row is larger than 64 KiB";

const files: [name: string, text: string, rows: Row[], options?: Partial<CsvOptions>][] = [
  ["comma", "p,a\n1,x\n2,y\n", [[2, { p: "1", a: "x" }], [3, { p: "2", a: "y" }]]],
  ["no final line feed", "p,a\n1,x", [[2, { p: "1", a: "x" }]]],
  ["semicolon", "p;a\n1;x,y\n", [[2, { p: "1", a: "x,y" }]]],
  ["tab", "p\ta\n1\tx\n", [[2, { p: "1", a: "x" }]]],
  ["bar", "p|a\n1|x\n", [[2, { p: "1", a: "x" }]]],
  ["one column", "p\n1\n\n2\n", [[2, { p: "1" }], [4, { p: "2" }]]],
  ["an explicit delimiter", "p,a;b\n1;x\n", [[2, { "p,a": "1", b: "x" }]], {
    delimiter: ";",
    phoneColumn: "p,a",
  }],
  ["the delimiter for which the phone number is a column", "p;a, b, c\n1;x\n", [[2, {
    p: "1",
    "a, b, c": "x",
  }]]],
  ["delimiters inside quotes are ignored", '"a;b;c;d",p\n1,2\n', [[2, {
    "a;b;c;d": "1",
    p: "2",
  }]]],
  ["CRLF", "p,a\r\n1,x\r\n2,y\r\n", [[2, { p: "1", a: "x" }], [3, { p: "2", a: "y" }]]],
  ["CRLF after quotes", '"p","a"\r\n"1","x"\r\n"2","y"', [[2, { p: "1", a: "x" }], [3, {
    p: "2",
    a: "y",
  }]]],
  ["blank lines", "\n\np,a\n\n1,x\r\n\r\n2,y\n\n", [[5, { p: "1", a: "x" }], [7, {
    p: "2",
    a: "y",
  }]]],
  ["quotes", 'p,a\n1,"x, ""y"""\n2,""\n', [[2, { p: "1", a: 'x, "y"' }], [3, { p: "2", a: "" }]]],
  ["line feeds inside quotes count as lines", 'p,a\r\n1,"x\r\ny\n"\r\n2,b\r\n', [[2, {
    p: "1",
    a: "x\r\ny\n",
  }], [
    5,
    {
      p: "2",
      a: "b",
    },
  ]]],
  ["a header of two lines", 'p,"a\nb"\n1,x\n', [[3, { p: "1", "a\nb": "x" }]]],
  ["empty cells", "p,a,b\n1,,\n,x,\n", [[2, { p: "1", a: "", b: "" }], [3, {
    p: "",
    a: "x",
    b: "",
  }]]],
  ["text is not changed", "p,a\n007, x \n", [[2, { p: "007", a: " x " }]]],
  ["a carriage return inside a cell", "p,a\nx\ry,\r\n", [[2, { p: "x\ry", a: "" }]]],
  ["beyond the BMP", "p,ä\n😀,名\n", [[2, { p: "😀", ä: "名" }]]],
  ["too few and too many cells", "p,a\n1\n2,x,y\n3,z\n", [
    [2, "expected 2 cells, found 1", null],
    [3, "expected 2 cells, found 3", null],
    [4, { p: "3", a: "z" }],
  ]],
  ["a quote in an unquoted cell", 'p,a\n1,x"y"\n2,b\n', [[2, strayQuote, null], [3, {
    p: "2",
    a: "b",
  }]]],
  ["text after a quote", 'p,a\n1,"x"y\n2,b\n', [[2, afterQuote, null], [3, { p: "2", a: "b" }]]],
  ["a carriage return after a quote", 'p,a\n1,"x"\ry\n2,b\n', [[2, afterQuote, null], [3, {
    p: "2",
    a: "b",
  }]]],
  ["an unclosed quote", 'p,a\n1,b\n2,"x\n3,c\n', [[2, { p: "1", a: "b" }], [
    3,
    unclosedQuote,
    null,
  ]]],
  ["a large row", `p,a\n1,b\n2,${"x".repeat(70_000)}\n3,c\n`, [
    [2, { p: "1", a: "b" }],
    [3, large, null],
    [4, { p: "3", a: "c" }],
  ]],
  ["a large cell with lines and quotes", `p,a\n2,"${'x ""y""\n'.repeat(10_000)}"\n3,c\n`, [
    [2, large, null],
    [10_003, { p: "3", a: "c" }],
  ]],
  ["an unclosed quote before a long rest", `p,a\n2,"${"x\n".repeat(40_000)}`, [[
    2,
    unclosedQuote,
    null,
  ]]],
  ["a large last row", `p,a\n2,${"x".repeat(70_000)}`, [[2, large, null]]],
  ["names of Object.prototype", "p,__proto__,constructor\n1,x,y\n", [
    [2, Object.fromEntries([["p", "1"], ["__proto__", "x"], ["constructor", "y"]])],
  ]],
  ["numbers", "p,n\n1,5\n2,-0.5\n3,1e3\n4,\n5,007\n", [
    [2, { p: "1", n: 5 }],
    [3, { p: "2", n: -0.5 }],
    [4, { p: "3", n: 1000 }],
    [5, { p: "4", n: null }],
    [6, { p: "5", n: 7 }],
  ], { numericColumns: ["n"] }],
  ["invalid numbers", "p;n\n1;1,5\n2;+5\n3; 5\n4;0x1f\n5;NaN\n6;Infinity\n7;1e400\n8;.5\n9;5.\n", [
    [2, 'not a number: "1,5"', "n"],
    [3, 'not a number: "+5"', "n"],
    [4, 'not a number: " 5"', "n"],
    [5, 'not a number: "0x1f"', "n"],
    [6, 'not a number: "NaN"', "n"],
    [7, 'not a number: "Infinity"', "n"],
    [8, 'not a number: "1e400"', "n"],
    [9, 'not a number: ".5"', "n"],
    [10, 'not a number: "5."', "n"],
  ], { numericColumns: ["n"] }],
];

for (const [name, text, rows, options] of files) {
  Deno.test(`csv: ${name}`, async () => {
    const lengths = text.length > 1000 ? [4093, 65_536, 1e7] : [1, 2, 3, 7, 1e7];
    for (const length of lengths) {
      assert.deepEqual(await read(text, options, length), rows, `in pieces of ${length}`);
    }
  });
}

const headers: [text: string, message: RegExp, options?: Partial<CsvOptions>][] = [
  ["", /no header row/],
  ["\n\r\n", /no header row/],
  ["p,,b\n1,2,3\n", /column 2 has no name/],
  ["p,a,a\n1,2,3\n", /duplicate column "a"/],
  ['p,"a\n1,2\n', /header row: a quote is never closed/],
  ['p,a"b\n1,2\n', /header row: a quote in an unquoted cell/],
  [`p,${"a".repeat(70_000)}\n`, /header row: the row is larger/],
  ["p,a\0\n", /U\+0000/],
];
for (const [text, message] of headers) {
  Deno.test(`csv: unusable header ${JSON.stringify(text.slice(0, 20))}`, async () => {
    for (const length of [1000, 1e6]) {
      await assert.rejects(
        read(text, {}, length),
        (e) => e instanceof InvalidBody && message.test(e.message),
      );
    }
  });
}

Deno.test("csv: rejects parameters that name a missing column", async () => {
  const parameter = (name: string, message: RegExp) => (error: unknown) =>
    error instanceof InvalidParameter && error.parameter === name && message.test(error.message);
  const missing = parameter("phoneColumn", /no column "mobile": the columns are p, a$/);
  await assert.rejects(read("p,a\n1,2\n", { phoneColumn: "mobile" }), missing);
  const unknown = parameter("numericColumns", /no column "b": the columns are p, a$/);
  await assert.rejects(read("p,a\n1,2\n", { numericColumns: ["a", "b"] }), unknown);
  await assert.rejects(
    read("p,a\n1,2\n", { numericColumns: ["p"] }),
    parameter("numericColumns", /cannot be numeric/),
  );
});

Deno.test("csv: agrees with csv-parse on any well-formed file", async () => {
  const cell = fc.oneof(
    fc.string({
      unit: fc.constantFrom("a", '"', ",", ";", "\n", "\r", " ", "ä", "😀"),
      maxLength: 6,
    }),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  /** Rows without text are skipped. */
  const hasText = (row: string[]) => row.some((text) => text.trim() !== "");
  const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 6,
    })
  ).filter((rows) => rows.every(hasText));
  const quoted = (text: string, always: boolean) =>
    always || /[",;\r\n]/.test(text) || text === "" ? `"${text.replaceAll('"', '""')}"` : text;
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.boolean(),
      fc.constantFrom("\n", "\r\n"),
      fc.integer({ min: 1, max: 9 }),
      async (
        cells,
        always,
        end,
        length,
      ) => {
        const header = ["p", "a", "b", "c"].slice(0, cells[0]?.length ?? 1);
        const text = [header, ...cells].map((row) => row.map((c) => quoted(c, always)).join(","))
          .join(end);
        const expected: string[][] = parse(text, { bom: false, record_delimiter: end });
        const rows = await read(text, { delimiter: "," }, length);
        assert.deepEqual(rows.map(([, record]) => Object.values(record)), expected.slice(1));
      },
    ),
    { numRuns: 500 },
  );
});

Deno.test("csv: reads the bank marketing data set", async (t) => {
  const path = Deno.env.get("BANK_CSV") ??
    new URL("../../../../shared/data/bank-marketing/bank-full.csv", import.meta.url).pathname;
  const text = await Deno.readTextFile(path).catch(() => undefined);
  if (text === undefined) {
    console.warn(`skipped: ${path} does not exist; set BANK_CSV to another path`);
    await t.step({ name: "the file is missing", ignore: true, fn() {} });
    return;
  }
  const numericColumns = ["age", "balance", "day", "duration", "campaign", "pdays", "previous"];
  const rows = await collect(
    csvRows(piecesOf(text, 65_536), { phoneColumn: "age", numericColumns: [] }),
  );
  assert.equal(rows.length, 45_211);
  assert.equal(rows.filter((row) => "reason" in row).length, 0);
  const numbers = await collect(
    csvRows(piecesOf(text, 8191), { phoneColumn: "job", numericColumns }),
  );
  const sum = numbers.reduce(
    (all, row) => all + ("record" in row ? row.record.balance as number : NaN),
    0,
  );
  const bySplitting = text.trimEnd().split("\n").slice(1).reduce(
    (all, line) => all + Number(line.split(";")[5]),
    0,
  );
  assert.equal(sum, bySplitting);
});
