/** Lists in the query: as one text, repeated, or both; a wrong member is named. */
import assert from "node:assert/strict";
import { operationList } from "../../src/contract/routes.ts";
import { type Node, parameterType, resolve, toZod } from "../../src/contract/schema.ts";

const isList = ({ schema }: Node) => resolve(schema).type === "array";
const lists = operationList.flatMap(({ id, parameters }) =>
  parameters.filter(isList).map((parameter) => ({ name: `${id} ${parameter.name}`, parameter }))
);

const typeOf = (parameter: Node) =>
  parameterType(parameter, toZod({ list: parameter.schema }).list!);

for (const { name, parameter } of lists) {
  const [a, b, c] = resolve(parameter.schema).items.enum ?? ["age", "balance", "city"];

  Deno.test(`${name} takes a,b and repeats`, () => {
    const read = (given: unknown) => typeOf(parameter).parse(given);
    assert.deepEqual(read(`${a},${b}`), [a, b]);
    assert.deepEqual(read([a, b]), [a, b]);
    if (c) assert.deepEqual(read([`${a},${b}`, c]), [a, b, c]);
    if (!parameter.schema.minItems) assert.deepEqual(read(""), []);
    assert.deepEqual(read(undefined), parameter.schema.default);
  });

  Deno.test(`${name} names a member that is repeated or unknown`, () => {
    const fault = (given: unknown) => typeOf(parameter).safeParse(given).error!.issues[0]!.message;
    assert.match(fault([a, a]), new RegExp(`^"${a}": .*unique`));
    if (!parameter.schema.items.enum) return;
    assert.equal(
      fault(`${a},"x`),
      `"\\"x" is not one of ${parameter.schema.items.enum.join(", ")}`,
    );
  });
}

Deno.test("every list of the contract is tested", () => {
  assert.ok(lists.length >= 2, String(lists.length));
});
