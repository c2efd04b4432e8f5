import assert from "node:assert/strict";
import fc from "fast-check";
import { PatternError } from "../../src/regex/pattern_error.ts";
import { foldCase } from "../../src/domain/search_text.ts";
import { compilePattern } from "../../src/regex/compile.ts";
import { openDatabase } from "../support/client.ts";

const seed = Number(Deno.env.get("SEED") ?? 20261124);
const text = "Ab ab aa-b abAbab 12345 aaaaaaaaaaaaaaaaaaaaaaaaaaaa! k ".repeat(4);

/**
 * Whether Postgres finds each pattern in the text. Throws if Postgres rejects one (2201B) or needs
 * too long for it (57014).
 */
async function run(patterns: string[]): Promise<boolean[]> {
  const { client, close } = openDatabase();
  try {
    const results: boolean[] = [];
    for (const pattern of patterns) {
      const { regex } = compilePattern(pattern, "folded");
      const rows = await client`select ${foldCase(text)}::text ~ ${regex} as hit`;
      results.push(rows[0]!.hit);
    }
    return results;
  } finally {
    await close();
  }
}

const accepts = (pattern: string): boolean => {
  try {
    return compilePattern(pattern, "folded") !== undefined;
  } catch (error) {
    if (error instanceof PatternError) return false;
    throw error;
  }
};

Deno.test("patterns that are exponential for backtracking engines are answered", async () => {
  const patterns = [
    "(a+)+$",
    "(a|aa)+$",
    "(a|a?)+=$",
    "(.*a){0}(.*a)+x$",
    "(?:a?b?c?)*!$",
    "^(\\w+\\s?)*$",
    ".*.*.*.*=.*",
  ];
  const hits = await run(patterns);
  assert.deepEqual(hits, [false, false, false, false, false, false, false]);
});

Deno.test("rejects patterns whose automaton would explode", () => {
  const patterns = [
    "((([a-z]{1,20}){1,20}){1,20})@",
    "(?:a?b?c?d?e?){120}",
    "[^a]?[^b]?[^c]?[^d]?[^e]?[^f]?[^g]?".repeat(5) + "(?:[^h]?.?\\w?\\W?){60}",
    "(?:a?){255}(?:b?){255}(?:c?){255}",
    "(?:a{0,255}){255}",
    "(?:^|a|$){200}",
    "(?:(?:^)?a?(?:$)?)*",
    "(?:^|" + "a" + "$)*",
    "\\b\\B".repeat(10),
    "(?:\\b|a)*".repeat(12),
    "(?:^|a|$)".repeat(20),
  ];
  assert.deepEqual(patterns.filter(accepts), []);
});

Deno.test("accepts large patterns within the limits", async () => {
  const patterns = [
    ".{0,255}x.{0,255}",
    "[a-z]{3,40}@[a-z]{3,40}\\.zz",
    "(a|b|c|d|e|f|g|h){5}xyz",
    "^.{200}[^é]{55}$",
  ];
  const words = [
    "\\b(?:one|two|three|four|five|six)\\b",
    "^(?:\\+49|0049|0) ?\\d{2,5}[ /-]?\\d{3,9}$",
    "(?:^|,)a+(?:,|$)",
  ];
  assert.deepEqual([...patterns, ...words].filter((pattern) => !accepts(pattern)), []);
  assert.equal((await run([...patterns, ...words])).length, patterns.length + words.length);
});

Deno.test("Postgres can execute every accepted pattern", async () => {
  const unit = fc.constantFrom(
    ...String.raw`a b? c* [^a] [^b]? . .? .* \w* \W? \b \B ^ $ (?:^|a) (?:a|$) (?:\b|a)`.split(" "),
    ...String.raw`(?:^|$|a|) (?:a|\b|b)? [a-z]* (?:a|bc|def)? [^x]{0,20} \d{1,50}`.split(" "),
    ...String.raw`[aeiou]{0,255} k? [ſ-ﬀ]? (?:\b|.) (?:\B|\b) (?:^\b|$\B|a)`.split(" "),
  );
  const series = (maxLength: number) => fc.array(unit, { minLength: 1, maxLength });
  const often = fc.constantFrom("*", "+", "{2}", "{5}", "{20}", "{40}", "{255}", "{0,30}", "?", "");
  const nest = (parts: string[], depth: number) =>
    `(?:${parts.join("")}|`.repeat(depth) + "x" + ")?".repeat(depth);
  const pattern = fc.oneof(
    fc.tuple(series(20), often, series(20), often).map(([a, n, b, m]) =>
      `(?:${a.join("")})${n}(?:${b.join("")})${m}`
    ),
    fc.tuple(series(3), fc.nat(40)).map(([parts, times]) => parts.join("").repeat(times)),
    fc.tuple(series(6), fc.nat(18)).map(([parts, times]) => `(?:${parts.join("|")})`.repeat(times)),
    fc.tuple(series(6), fc.nat(12)).map(([parts, depth]) => nest(parts, depth)),
  );
  const accepted = fc.sample(pattern, { numRuns: 700, seed }).filter(accepts);
  assert.ok(accepted.length > 250, `only ${accepted.length} were accepted`);
  assert.equal((await run(accepted)).length, accepted.length);
});
