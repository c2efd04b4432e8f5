import assert from "node:assert/strict";
import { ajv, bodyViolations, type Node } from "../support/oracle.ts";

const line = {
  type: "object",
  required: ["id"],
  additionalProperties: false,
  properties: { id: {} },
};
const json = { "application/json": { schema: line } };
const lines = { "application/x-ndjson": { schema: { type: "array", items: line } } };
const text = { "application/x-ndjson": { schema: { type: "string", minLength: 1 } } };

function faults(content: Node | undefined, type: string | undefined, body: string): string[] {
  const headers = new Headers(type === undefined ? {} : { "content-type": type });
  return bodyViolations(content, headers, body, (type) => ajv.compile(content[type].schema));
}

Deno.test("a body that matches the contract is no fault", () => {
  assert.deepEqual(faults(undefined, undefined, ""), []);
  assert.deepEqual(faults(json, "application/json; charset=utf-8", '{"id":1}'), []);
  assert.deepEqual(faults(lines, "application/x-ndjson", '{"id":1}\n{"id":2}\n'), []);
  assert.deepEqual(faults(lines, "application/x-ndjson", ""), []);
  assert.deepEqual(faults(text, "application/x-ndjson", "anything"), []);
});

const planted: [string, Node | undefined, string | undefined, string, RegExp][] = [
  ["a body on a 204", undefined, undefined, "{}", /a body where none is declared/],
  ["a type on a 204", undefined, "text/csv", "", /content type text\/csv where no body/],
  ["no body", json, "application/json", "", /no body where one is declared/],
  ["no body and no type", json, undefined, "", /content type undefined is not declared/],
  ["half a body", json, "application/json", '{"id":', /no application\/json/],
  ["a body that does not fit", json, "application/json", "{}", /required property 'id'/],
  ["a stream of another type", lines, "text/csv", "id\n1\n", /content type text\/csv is not/],
  ["a stream for JSON", json, "application/x-ndjson", '{"id":1}\n', /x-ndjson is not declared/],
  ["an invalid line", lines, "application/x-ndjson", '{"id":1}\n{}\n', /data\/1 must/],
  ["a truncated line", lines, "application/x-ndjson", '{"id":1}\n{"id', /no application/],
  ["an empty stream that is not allowed", text, "application/x-ndjson", "", /fewer than 1/],
];

for (const [name, content, type, body, message] of planted) {
  Deno.test(`the oracle finds ${name}`, () => {
    const found = faults(content, type, body);
    assert.equal(found.filter((fault) => message.test(fault)).length, 1, JSON.stringify(found));
  });
}
