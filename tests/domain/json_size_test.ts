import assert from "node:assert/strict";
import { excessOf } from "../../src/domain/json_size.ts";

const limits = { depth: 3, values: 5, members: 2 };
const cases: [text: string, excess: RegExp | undefined][] = [
  ["[[[1]]]", undefined],
  ["[[[[1]]]]", /nested deeper than 3 levels/],
  ['{"a":{"a":{"a":{}}}}', /nested deeper than 3 levels/],
  ["[[],[],1]", undefined],
  ["[1,2,3,4,5]", undefined],
  ["[1,2,3,4,5,6]", /more than 5 values/],
  ['{"a":[1,2,3,4]}', undefined],
  ['{"a":[1,2,3,4,5]}', /more than 5 values/],
  ['"[[[[[[[,,,,,,,{{{{{{"', undefined],
  ['["[[[[\\"[[[[",1]', undefined],
  ['["\\\\",[[[[1]]]]]', /nested deeper/],
  ['["\\\\\\"[[[[[[",1]', undefined],
  ['["[[[[[[', undefined],
  ["[[[]]][[[]]]", /more than 5 values/],
  ['{"a":1,"b":2}', undefined],
  ['{"a":1,"b":2,"c":3}', /more than 2 members in one object/],
  ['{"a":[1,2,3],"b":2}', undefined],
  ['{"a":[1],"b":2,"c":3}', /more than 2 members in one object/],
  ['{"a":{"b":1,"c":2},"d":3}', undefined],
  ["]],,,[", undefined],
  ["", undefined],
];
for (const [text, excess] of cases) {
  Deno.test(`excess of ${text}`, () => {
    const found = excessOf(text, limits);
    if (excess) assert.match(found ?? "", excess);
    else assert.equal(found, undefined);
  });
}
