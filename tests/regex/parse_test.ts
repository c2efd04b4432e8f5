import assert from "node:assert/strict";
import { PatternError } from "../../src/regex/pattern_error.ts";
import { compilePattern } from "../../src/regex/compile.ts";

/** A pattern, the position (from 1) and the message of its rejection. */
const rejected: [string, number, RegExp][] = [
  [String.raw`(a)\1`, 4, /back-reference \\1/],
  [String.raw`(?<n>a)\k<n>`, 1, /named group/],
  [String.raw`a\k<n>`, 2, /back-reference \\k/],
  ["a(?=b)", 2, /look-ahead/],
  ["a(?!b)", 2, /look-ahead/],
  ["(?<=a)b", 1, /look-behind/],
  ["(?<!a)b", 1, /look-behind/],
  ["(?i)a", 1, /inline flags/],
  ["(?i:a)", 1, /inline flags/],
  ["(?P<n>a)", 1, /named group/],
  ["(?>a)", 1, /group type/],
  ["(?", 1, /group type/],
  [String.raw`\p{L}`, 1, /Unicode property \\p/],
  [String.raw`[\P{L}]`, 2, /Unicode property \\P/],
  [String.raw`x\y`, 2, /escape \\y/],
  [String.raw`\A`, 1, /escape \\A/],
  [String.raw`\0`, 1, /escape \\0/],
  [String.raw`\cA`, 1, /escape \\c/],
  [String.raw`\@`, 1, /escape \\@/],
  ["a\\", 2, /trailing backslash/],
  ["[a\\", 3, /trailing backslash/],
  [String.raw`[\b]`, 2, /\\b in a class/],
  [String.raw`\x1`, 1, /\\x must be followed/],
  [String.raw`\u12`, 1, /\\u must be followed/],
  [String.raw`\u{}`, 1, /\\u must be followed/],
  [String.raw`\u{110000}`, 1, /\\u does not name/],
  [String.raw`\ud800`, 1, /\\u does not name/],
  [String.raw`\ud800\u0041`, 1, /\\u does not name/],
  [String.raw`[\u{d800}]`, 2, /\\u does not name/],
  [String.raw`\u0000`, 1, /\\u does not name/],
  [String.raw`\x00`, 1, /\\x does not name/],
  ["ab\0", 3, /U\+0000/],
  ["a\ud800", 2, /surrogate/],
  ["😀\udc00", 2, /surrogate/],
  ["***:abc", 1, /nothing to repeat/],
  ["***=abc", 1, /nothing to repeat/],
  ["*", 1, /nothing to repeat/],
  ["a|+", 3, /nothing to repeat/],
  ["^*", 1, /nothing to repeat/],
  [String.raw`\b+`, 1, /nothing to repeat/],
  ["a**", 3, /quantifier after a quantifier/],
  ["a{2}{3}", 5, /quantifier after a quantifier/],
  ["a?+", 3, /quantifier after a quantifier/],
  ["a{256}", 2, /bound above 255/],
  ["a{1,256}", 2, /bound above 255/],
  ["a{999999999}", 2, /bound above 255/],
  ["a{3,2}", 2, /quantifier out of order/],
  ["a{,5}", 2, /starts no quantifier/],
  ["a{x}", 2, /starts no quantifier/],
  ["a{", 2, /starts no quantifier/],
  ["{1}", 1, /lone \{/],
  ["a}", 2, /lone \}/],
  ["a]", 2, /lone \]/],
  ["(a", 1, /unclosed \(/],
  ["a)", 2, /unmatched \)/],
  ["[a", 1, /unclosed character class/],
  ["[a-", 1, /unclosed character class/],
  ["a[]", 2, /empty character class/],
  ["[]a]", 1, /empty character class/],
  ["[^]", 1, /empty character class/],
  ["[[:alpha:]]", 2, /POSIX class \[:/],
  ["[x[.a.]]", 3, /POSIX class \[\./],
  ["[[=a=]]", 2, /POSIX class \[=/],
  ["[b-a]", 2, /range out of order/],
  [String.raw`[a-\d]`, 2, /one character at each end/],
  [String.raw`[\w-z]`, 2, /one character at each end/],
  ["(?:a{2}b)*", 4, /nested quantifier/],
  [String.raw`(\d{3}-){2}`, 2, /nested quantifier/],
  ["((([a-z]{1,20}){1,20}){1,20})@", 3, /nested quantifier/],
  ["x(?:^a)+", 5, /anchor or boundary/],
  [String.raw`(\ba\b ?){3}`, 2, /anchor or boundary/],
];

Deno.test("rejects syntax that ECMAScript and Postgres do not share, with its position", () => {
  for (const [pattern, position, message] of rejected) {
    for (const mode of ["folded", "sensitive", "insensitive"] as const) {
      assert.throws(() => compilePattern(pattern, mode), (error) => {
        assert.ok(error instanceof PatternError, `${pattern}: ${error}`);
        assert.match(error.message, message, pattern);
        assert.match(
          error.message,
          new RegExp(`, at character ${position} of the pattern$`),
          pattern,
        );
        assert.equal(error.at, position - 1, pattern);
        return true;
      });
    }
  }
});

Deno.test("rejects a pattern of more than 200 code points", () => {
  assert.throws(() => compilePattern("a".repeat(201), "folded"), /at most 200 characters/);
  assert.ok(compilePattern("😀".repeat(200), "folded").regex);
});

Deno.test("accepts unusual syntax that means the same to both", () => {
  const odd = [
    "",
    "|",
    "a||b",
    "()",
    "(?:)*",
    "[-a]",
    "[a-]",
    "[+--]",
    "[[]",
    "[a[b]",
    "a{0}",
    "a{255}",
    "(a{3})?",
  ];
  for (
    const pattern of [
      ...odd,
      String.raw`[\d-]`,
      String.raw`\/`,
      String.raw`[\-\]]`,
      "a{0002}",
      "(?:a+)+",
      "-,:'",
    ]
  ) {
    assert.ok(new RegExp(pattern, "u"), pattern);
    assert.ok(compilePattern(pattern, "folded").regex, pattern);
  }
});

Deno.test("an escaped hyphen is a literal hyphen, also outside a class", () => {
  assert.equal(compilePattern(String.raw`030\-12`, "folded").literal, "030-12");
});

Deno.test("a + that can repeat nothing is a character before a digit", () => {
  const compiled = (text: string) => compilePattern(text, "folded");
  for (const text of ["+1202", "^+1202", "(+1|+49)30", "a|+1"]) {
    assert.deepEqual(compiled(text), compiled(text.replaceAll("+", "\\+")), text);
  }
  assert.notDeepEqual(compiled("a+1"), compiled("a\\+1"));
});
