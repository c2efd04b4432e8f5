import assert from "node:assert/strict";
import fc from "fast-check";
import { foldCase, innerLineFeed, searchText } from "../../src/domain/search_text.ts";

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

Deno.test("the search text has the number and every string at any depth, one per line", () => {
  const variables = {
    Name: "José\nGARCÍA",
    age: 5,
    tags: ["A", ["ſ"], { deep: "K" }],
    none: null,
    ok: true,
    empty: "",
  };
  assert.equal(searchText("+1415", variables), `+1415\njosé${innerLineFeed}garcía\na\ns\nk\n`);
  assert.equal(searchText("+1", {}), "+1");
});

Deno.test("the search text supports deeply nested and very wide variables", () => {
  let nested: unknown = "Bottom";
  for (let depth = 0; depth < 50_000; depth++) nested = [nested];
  assert.equal(searchText("+1", { nested }), "+1\nbottom");
  const wide = Array.from({ length: 300_000 }, () => "X");
  assert.equal(searchText("+1", { wide }).length, 2 + 600_000);
});
