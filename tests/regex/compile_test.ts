import assert from "node:assert/strict";
import fc from "fast-check";
import { PatternError } from "../../src/regex/pattern_error.ts";
import {
  foldCase,
  formSeparator,
  plainForm,
  searchForm,
  searchText,
} from "../../src/domain/search_text.ts";
import { compilePattern, type RegexMode } from "../../src/regex/compile.ts";
import { openDatabase } from "../support/client.ts";

/* The oracle is ECMAScript's RegExp with the flag `u` (mode `sensitive`) or `iu` (other modes). */
const seed = Number(Deno.env.get("SEED") ?? 20261124);
const modes: RegexMode[] = ["folded", "sensitive", "insensitive"];
const phoneNumber = "+4930";

const atom = fc.constantFrom(
  ..."a b K s ß ς Σ é É İ i ı 1 7 % _ 😀 . ^ $".split(" "),
  ...String.raw`\+ \d \w \s \D \W \S \b \B \n \r \t \. \\ \/`.split(" "),
  ...String.raw`\u212a \x41 \u{1f600} \ud83d\ude00`.split(" "),
  ...String.raw`[a-f] [^a-f] [X-c] [\w-] [-a] [^\s] [é-ü] [\W] [^\W] [^\D\n] [^\s\S]`.split(" "),
  ...String.raw`[^\n] [^k] [ſ] [😀-😂] [Ａ-Ｚ] [^\ud7ff] [\u0100-\uffff] [.$^|] [\]\\]`.split(" "),
  " ",
  "abc",
  "St",
  "()",
  "(?:)",
);
const quantifier = fc.constantFrom(
  "*",
  "+",
  "?",
  "{2}",
  "{1,3}",
  "{0,2}",
  "{2,}",
  "{0}",
  "*?",
  "+?",
  "??",
  "{1,2}?",
);
const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: "small" },
    atom,
    fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => a + b),
    fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie("pattern"), quantifier).map(([a, q]) => `(?:${a})${q}`),
    fc.tuple(fc.constantFrom("a", ".", "\\d", "[^b]", "\\W", "é"), quantifier).map(([a, q]) =>
      a + q
    ),
    tie("pattern").map((a) => `(?:|${a})`),
    tie("pattern").map((a) => `^${a}`),
    tie("pattern").map((a) => `${a}$`),
  ),
}));
const value = fc.array(
  fc.constantFrom(
    ...[..."aBkK\u212aſsSßẞςΣσéÉİiIı17+%_ -\\.xüｅ😀\n\r\t\u2028\u00a0\u1fd3\u0390"],
    "abc",
    "ABC",
    "st",
    "\r\n",
  ),
  { maxLength: 6 },
).map((parts) => parts.join(""));

/** The exact form of a search text, which the mode `folded` is matched against. */
const exactText = (values: string[]) => searchText(values).split(formSeparator).at(-1)!;

/** For each pattern, the texts in which Postgres finds a match. */
async function found(regexes: string[], texts: string[]): Promise<boolean[][]> {
  const database = openDatabase();
  try {
    const rows = await database.client.unsafe(
      `select string_agg(case when t.text ~ p.regex then '1' else '0' end, '' order by t.at) as hits
       from jsonb_array_elements_text($1::text::jsonb) with ordinality p (regex, at),
            jsonb_array_elements_text($2::text::jsonb) with ordinality t (text, at)
       group by p.at order by p.at`,
      [JSON.stringify(regexes), JSON.stringify(texts)],
    );
    return rows.map(({ hits }) => [...hits].map((hit) => hit === "1"));
  } finally {
    await database.close();
  }
}

type Case = { source: string; regex: string; literal?: string; whole: boolean };

/** The accepted patterns among generated ones. Fails if one is not valid ECMAScript. */
function accepted(mode: RegexMode, count: number): Case[] {
  return fc.sample(pattern, { numRuns: count, seed }).flatMap((source) => {
    const isEcmaScript = compiles(source);
    try {
      const compiled = compilePattern(source, mode);
      assert.ok(isEcmaScript, `${source} is accepted, but is not valid ECMAScript`);
      return [{ source, ...compiled }];
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      return [];
    }
  });
}

function compiles(source: string): boolean {
  try {
    return new RegExp(source, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/**
 * Whether ECMAScript finds the pattern, with workarounds for two bugs of V8 15: /[\W]$/u does not
 * match "%😀" (/[\W]$/v and /\W$/u do), and an unanchored /\B/u matches inside a surrogate pair.
 */
function oracle(source: string, mode: RegexMode): (text: string) => boolean {
  const expression = new RegExp(
    source.replaceAll("[\\W]", "\\W"),
    mode === "sensitive" ? "uy" : "iuy",
  );
  return (text) => {
    let at = 0;
    for (const char of [...text, ""]) {
      expression.lastIndex = at;
      if (expression.test(text)) return true;
      at += char.length;
    }
    return false;
  };
}

for (const mode of modes) {
  Deno.test(`Postgres matches what ECMAScript matches: ${mode}`, async () => {
    const cases = accepted(mode, 2500);
    assert.ok(cases.length > 1800, `only ${cases.length} patterns were accepted`);
    const values = fc.sample(fc.tuple(value, value), { numRuns: 40, seed });
    const alone = (pair: string[]) => mode === "folded" ? [phoneNumber, ...pair] : [pair[0]!];
    const texts = values.map((pair) =>
      mode === "folded" ? exactText([phoneNumber, ...pair]) : pair[0]!
    );
    const hits = await found(cases.map(({ regex }) => regex), texts);
    let matched = 0;
    for (const [index, { source, literal, whole }] of cases.entries()) {
      const matches = oracle(source, mode);
      for (const [at, pair] of values.entries()) {
        const expected = alone(pair).some(matches);
        const place = `${source} on ${JSON.stringify(pair)}`;
        assert.equal(hits[index]![at], expected, place);
        const holds = literal === undefined ||
          exactText([phoneNumber, ...pair]).includes(literal);
        if (expected) assert.ok(holds, `${place} without ${literal}`);
        if (whole && mode === "folded") assert.equal(holds, expected, `${place}: ${literal} alone`);
        if (expected) matched++;
      }
    }
    assert.ok(matched > cases.length, "too few values match for the test to mean anything");
  });
}

Deno.test("anchors and classes stay within one value", async () => {
  const text = searchText(["+1415", "One\nTwo", "three"]);
  const table: [string, boolean][] = [
    ["^two", false],
    ["^three$", true],
    ["one$", false],
    ["e\\nt", true],
    ["one\\stwo", true],
    ["two\\sthree", false],
    ["two[^x]three", false],
    ["two\\W*three", false],
    ["one.two", false],
    ["two.three", false],
    ["5[\\s\\S]one", false],
  ];
  const hits = await found(table.map(([source]) => compilePattern(source, "folded").regex), [text]);
  assert.deepEqual(hits.flat(), table.map(([, expected]) => expected));
});

Deno.test("the literal is the longest text that every match contains", () => {
  const table: [string, string | undefined, boolean][] = [
    ["technician", "technician", true],
    ["TechniCIAN", "technician", true],
    ["^\\+999.*7$", "+999", false],
    ["a%b_c\\\\d", "a%b_c\\d", true],
    ["100%_\\\\", "100%_\\", true],
    ["zq", "zq", true],
    ["é1é2é3", "é1é2é3", true],
    ["(foo|bar)bazar", "bazar", false],
    ["(?:foo)?bar", "bar", false],
    ["(?:foobar)+x", "foobar", false],
    ["(?:foobar)*x", "x", false],
    ["(?:foobar){0}x", "x", false],
    ["abcd+ef", "abc", false],
    ["abc.defg", "defg", false],
    ["[a]bcd", "bcd", false],
    ["a|bcdef", undefined, false],
    ["\\bfoo\\b", "foo", false],
    ["ab\\ncde", "ab\uFDD0cde", true],
    ["(straße)", "straße", false],
    ["\uE00Aabc", "\uE00Aabc", true],
    ["\uFDD0abc", "\uFFFDabc", true],
    ["jose\u0301", "josé", true],
    ["jose\\u0301", "josé", true],
  ];
  for (const [source, literal, whole] of table) {
    const compiled = compilePattern(source, "folded");
    assert.deepEqual([compiled.literal, compiled.whole], [literal, whole], source);
    assert.equal(compiled.indexable, /[a-z0-9]{3}/.test(plainForm(literal ?? "")), source);
  }
});

Deno.test("case sensitivity depends on the mode, not on the locale of the database", async () => {
  const texts = ["ÉCOLE", "école", "İ", "ı", "i", "\u212a"];
  const regexes = modes.flatMap((mode) =>
    ["école", "i", "k"].map((source) => compilePattern(source, mode).regex)
  );
  const hits = await found(regexes, texts);
  const on = (row: number) => texts.filter((_, at) => hits[row]![at]);
  assert.deepEqual([3, 4, 5].map(on), [["école"], ["i"], []]);
  assert.deepEqual([6, 7, 8].map(on), [["ÉCOLE", "école"], ["i"], ["\u212a"]]);
  assert.deepEqual(await found(regexes.slice(0, 3), texts.map(foldCase)), hits.slice(6));
});

Deno.test("NFC and NFD are the same; accents count unless ignored", async () => {
  const names = [
    "José",
    "Jose\u0301",
    "Jose",
    "JOSÉ",
    "x\u0302y",
    "xy",
    "Ærø",
    "ǖ",
    "İl",
    "日が",
    "か",
  ];
  const exact = [["josé", "José Jose\u0301 JOSÉ"], ["jose", "Jose"], [
    "jose\u0301",
    "José Jose\u0301 JOSÉ",
  ]];
  const table: [RegexMode, string, string][] = [
    ...exact.map(([pattern, found]) => ["folded", pattern!, found!] as [RegexMode, string, string]),
    ["folded", "jos\\x65\\u0301$", "José Jose\u0301 JOSÉ"],
    ["folded", "jose\u0301+$", "José Jose\u0301 JOSÉ"],
    ["folded", "jos[à-ü]", "José Jose\u0301 JOSÉ"],
    ["plain", "josé", "José Jose\u0301 Jose JOSÉ"],
    ["plain", "^JOSE$", "José Jose\u0301 Jose JOSÉ"],
    ["plain", "jos[à-ü]", "José Jose\u0301 Jose JOSÉ"],
    ["plain", "jos[^é]", ""],
    ["plain", "^x\u0302?y$", "x\u0302y xy"],
    ["plain", "^\u0302xy$", "x\u0302y xy"],
    ["plain", "^u$", "ǖ"],
    ["plain", "^il$", "İl"],
    ["plain", "ærø", "Ærø"],
    ["plain", "^aero$", ""], // letters of their own
    ["plain", "^か$", "か"], // a voiced sound mark is no accent
  ];
  for (const [mode, pattern, expected] of table) {
    const subject = (name: string) =>
      mode === "plain" ? plainForm(searchForm(name)) : searchForm(name);
    const { regex, literal } = compilePattern(pattern, mode);
    const [hits] = await found([regex], names.map(subject));
    const matched = names.filter((_, at) => hits![at]);
    assert.equal(matched.join(" "), expected, `${mode} ${pattern}`);
    for (const name of matched) {
      assert.ok(subject(name).includes(literal ?? ""), `${name} without ${literal}`);
    }
  }
});
