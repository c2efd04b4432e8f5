import assert from "node:assert/strict";
import { mergePatch } from "../../src/domain/merge_patch.ts";

/** The test cases of RFC 7396, appendix A: original, patch, result. */
const cases: [unknown, unknown, unknown][] = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [["a", "b"], ["c", "d"], ["c", "d"]],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, null, null],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

Deno.test("a merge patch does what RFC 7396 says, and leaves its target as it was", () => {
  for (const [target, patch, result] of cases) {
    const before = JSON.stringify(target);
    assert.deepEqual(mergePatch(target, patch), result, JSON.stringify(patch));
    assert.equal(JSON.stringify(target), before);
  }
});

Deno.test("names of an object's prototype are ordinary names", () => {
  const merged = mergePatch({}, JSON.parse('{"__proto__":{"a":1},"constructor":2}'));
  assert.equal(JSON.stringify(merged), '{"__proto__":{"a":1},"constructor":2}');
});
