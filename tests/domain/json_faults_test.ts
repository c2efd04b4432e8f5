import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonFault, repeatedMember } from "../../src/domain/json_faults.ts";

const parses = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

Deno.test("a text has a fault if and only if JSON.parse rejects it", () => {
  const piece = fc.constantFrom(
    ..."{}[],:\"\\ \n\t01-.e+x'",
    '"a"',
    "true",
    "null",
    "-0.5e+3",
    '"\\u00e9"',
    '"\\x"',
    '{"a":',
    "\u00a0",
    "😀",
  );
  const broken = fc.tuple(fc.json(), fc.nat(), piece).map(([text, at, more]) => {
    const cut = at % (text.length + 1);
    return text.slice(0, cut) + more + text.slice(cut);
  });
  const text = fc.oneof(fc.array(piece, { maxLength: 8 }).map((all) => all.join("")), broken);
  let valid = 0;
  fc.assert(
    fc.property(text, (text) => {
      assert.equal(jsonFault(text) === undefined, parses(text), text);
      if (parses(text)) valid++;
    }),
    { numRuns: 20_000, seed: 7 },
  );
  assert.ok(valid > 500, `${valid} valid`);
});

Deno.test("the position of a fault is that of the first character that does not fit", () => {
  assert.equal(jsonFault(""), "a value is missing at position 1");
  assert.equal(jsonFault('{"a" 1}'), 'a colon should be at position 6, not "1"');
  assert.equal(jsonFault("[1 2]"), 'a comma or ] should be at position 4, not "2"');
  assert.equal(jsonFault("[1,2"), "a comma or ] is missing at position 5");
});

Deno.test("a repeated member is found in generated objects", () => {
  const keys = fc.array(fc.constantFrom("a", "b", "c", 'q"', "\\"), { maxLength: 4 });
  fc.assert(fc.property(keys, fc.json(), (keys, inner) => {
    const text = `[${JSON.stringify("x")},{${
      keys.map((key) => `${JSON.stringify(key)}:[${inner},{}]`).join(",")
    }}]`;
    const twice = keys.find((key, at) => keys.indexOf(key) < at);
    assert.equal(repeatedMember(text) !== undefined, twice !== undefined, text);
  }));
});
