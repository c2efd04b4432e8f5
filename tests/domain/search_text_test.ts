import assert from "node:assert/strict";
import fc from "fast-check";
import {
  callValues,
  foldCase,
  plainForm,
  searchForm,
  searchText,
} from "../../src/domain/search_text.ts";

const codePoints = Array.from({ length: 0x20000 - 1 }, (_, index) => index + 1).filter((code) =>
  code < 0xd800 || code > 0xdfff
).map((code) => String.fromCodePoint(code));

Deno.test("two characters fold together if and only if ECMAScript's flags iu equate them", () => {
  const cased = codePoints.filter((char) =>
    char.toLowerCase() !== char || char.toUpperCase() !== char
  );
  const all = cased.join("");
  const byFold = Map.groupBy(cased, foldCase);
  assert.ok(cased.length > 2500);
  for (const char of cased) {
    const same = [
      ...new Set(all.match(new RegExp(`\\u{${char.codePointAt(0)!.toString(16)}}`, "giu"))),
    ];
    assert.deepEqual(byFold.get(foldCase(char))!.toSorted(), same.toSorted(), char);
  }
});

Deno.test("folding a text folds each of its characters and is idempotent", () => {
  const text = fc.array(fc.constantFrom(..."aBzZ09 ſKİıßẞςΣǅÅé😀𐐀\n\u1fd3ﬅ"), { maxLength: 20 });
  fc.assert(fc.property(text, (chars) => {
    const folded = foldCase(chars.join(""));
    assert.equal(folded, chars.map(foldCase).join(""));
    assert.equal(foldCase(folded), folded);
    assert.equal([...folded].length, chars.length);
  }));
});

const searchTextOf = (phoneNumber: string, variables: Record<string, unknown>) =>
  searchText(callValues(phoneNumber, variables));

Deno.test("the search text has the number and every string at any depth, one per line", () => {
  const variables = {
    Name: "Jane\nDOE",
    age: 5,
    tags: ["A", ["ſ"], { deep: "K" }],
    none: null,
    ok: true,
    empty: "",
  };
  assert.equal(searchTextOf("+1415", variables), "+1415\njane\uFDD0doe\na\ns\nk\n");
  assert.equal(searchTextOf("+1", {}), "+1");
});

Deno.test("a search text with accents has its form without accents first, both composed", () => {
  const text = "jose\nmunoz\uFDD1josé\nmuñoz";
  assert.equal(searchText(["José", "Muñoz"]), text);
  assert.equal(searchText(["José".normalize("NFD"), "Muñoz".normalize("NFD")]), text);
  assert.equal(searchText(["straße", "日本", "Ærø", "が"]), "straße\n日本\nærø\nが");
});

Deno.test("private-use characters are themselves, the noncharacters in use U+FFFD", () => {
  assert.equal(searchText(["\uE00A\uF8FF\u{F0000}"]), "\uE00A\uF8FF\u{F0000}");
  assert.equal(searchText(["\uFDD0\uFDD1\uFDD2"]), "\uFFFD\uFFFD\uFDD2");
});

Deno.test("removing accents maps each character by itself", () => {
  const chars = codePoints.filter((char) => char > "\x7f").map(searchForm).join("");
  assert.equal([...chars].map(plainForm).join(""), plainForm(chars));
  assert.equal(plainForm(plainForm(chars)), plainForm(chars));
  assert.equal(searchForm(plainForm(chars)).normalize("NFC"), plainForm(chars).normalize("NFC"));
});

Deno.test("the search text supports deeply nested and very wide variables", () => {
  let nested: unknown = "Bottom";
  for (let depth = 0; depth < 50_000; depth++) nested = [nested];
  assert.equal(searchTextOf("+1", { nested }), "+1\nbottom");
  const wide = Array.from({ length: 300_000 }, () => "X");
  assert.equal(searchTextOf("+1", { wide }).length, 2 + 600_000);
});
