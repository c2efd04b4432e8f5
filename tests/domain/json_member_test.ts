import assert from "node:assert/strict";
import { MemberSplitter } from "../../src/domain/json_member.ts";

function split(text: string, size: number) {
  const splitter = new MemberSplitter("events", 50);
  const elements: (string | undefined)[] = [];
  let arrays = 0;
  for (let at = 0; at < text.length; at += size) {
    for (const part of splitter.take(text.slice(at, at + size))) {
      if (part.array) arrays++;
      else elements.push(part.element);
    }
  }
  return { around: splitter.around, elements, arrays, isInside: splitter.isInside };
}

const cases: [text: string, around: string, elements: (string | undefined)[], arrays?: number][] = [
  ['{"events":[1,{"a":[2,3]},"],"]}', '{"events":[]}', ["1", '{"a":[2,3]}', '"],"']],
  ['{"a":1, "events" : [ ] ,"b":[2]}', '{"a":1, "events" : [] ,"b":[2]}', []],
  ['{"\\u0065vents":[1]}', '{"\\u0065vents":[]}', ["1"]],
  ['{"eve\\"nts":[1]}', '{"eve\\"nts":[1]}', [], 0],
  ['{"a":{"events":[1]}}', '{"a":{"events":[1]}}', [], 0],
  ['[{"events":[1]}]', '[{"events":[1]}]', [], 0],
  ['{"a":"events","b":[1]}', '{"a":"events","b":[1]}', [], 0],
  ['{"a":"\\\\","events":[1]}', '{"a":"\\\\","events":[]}', ["1"]],
  ['{"events":[1],"events":[2]}', '{"events":[],"events":[]}', ["1", "2"], 2],
  ['{"events":5}', '{"events":5}', [], 0],
  ['{"events":[1]}[2]', '{"events":[]}[2]', ["1"]],
  ['{"events":[' + "1".repeat(51) + ",2]}", '{"events":[]}', [undefined, "2"]],
  ["[[[[", "[[[[", [], 0],
];
for (const [text, around, elements, arrays = 1] of cases) {
  Deno.test(`member: ${text.slice(0, 40)}`, () => {
    for (const size of [1, 2, 3, 5, 1000]) {
      assert.deepEqual(split(text, size), { around, elements, arrays, isInside: false });
    }
  });
}

Deno.test("member: a text that ends within the array says so", () => {
  assert.equal(split('{"events":[1,2', 3).isInside, true);
});
