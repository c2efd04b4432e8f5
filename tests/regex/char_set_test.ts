import assert from "node:assert/strict";
import fc from "fast-check";
import {
  chars,
  charSet,
  complement,
  folded,
  has,
  union,
  withCases,
  without,
} from "../../src/regex/char_set.ts";

const range = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.nat(6)).map(([from, more]) =>
  [from, from + more] as const
);
const set = fc.array(range, { maxLength: 5 }).map(charSet);
const probes = [...Array.from({ length: 40 }, (_, index) => index + 1), 0x10ffff];

Deno.test("set operations agree with membership", () => {
  fc.assert(fc.property(set, set, (a, b) => {
    for (const code of probes) {
      assert.equal(has(union(a, b), code), has(a, code) || has(b, code));
      assert.equal(has(without(a, b), code), has(a, code) && !has(b, code));
      assert.equal(has(complement(a), code), !has(a, code));
    }
    assert.deepEqual(complement(complement(a)), a);
  }));
});

Deno.test("a complement never contains U+0000", () => assert.equal(has(complement([]), 0), false));

Deno.test("withCases contains what ECMAScript matches with the flags iu", () => {
  const probed = [..."aAkK\u212asSſßẞςΣσİiIıÅå\u212b7_éÉǆǅǄ"];
  for (const [from, to] of ["az", "AZ", "kk", "\u212a\u212a", "à÷", "Σσ", "0_", "ſſ", "ÀǾ", "ǅǅ"]) {
    const members = charSet([[from!.codePointAt(0)!, to!.codePointAt(0)!]]);
    for (const char of probed) {
      const expected = new RegExp(`[${from}-${to}]`, "iu").test(char);
      assert.equal(
        has(withCases(members), char.codePointAt(0)!),
        expected,
        `${char} in ${from}-${to}`,
      );
    }
  }
});

Deno.test("folded contains the folded form of each member", () => {
  assert.ok(has(folded(chars("K\u212a")), 0x6b));
  assert.ok(has(folded([[0x41, 0x2fff]]), 0x6b));
  assert.ok(!has(folded(chars("AC")), 0x62));
});
