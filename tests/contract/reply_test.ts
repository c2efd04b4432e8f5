import assert from "node:assert/strict";
import { replier } from "../../src/contract/reply.ts";
import type { Operation } from "../../src/contract/routes.ts";

const id = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
/** An operation that declares a response of every kind. */
const operation = {
  id: "any",
  responses: {
    200: { content: { "application/x-ndjson": { schema: { type: "string" } } } },
    201: { content: { "application/json": { schema: id } } },
    202: {},
    203: { content: { "application/json": { schema: id }, "text/csv": { schema: {} } } },
    204: {},
    304: {},
  },
} as unknown as Operation;

/** A stream of two lines that counts how often it is read. */
function counted() {
  const lines = ['{"a":1}\n', '{"a":2}\n'];
  let reads = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const line = lines[reads++];
      if (line === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(line));
    },
  }, { highWaterMark: 0 });
  return { stream, reads: () => reads };
}

async function shown(response: Response) {
  const { status, headers, body } = response;
  const type = headers.get("content-type");
  return { status, type, hasBody: body !== null, text: await response.text() };
}

for (const validate of [false, true]) {
  const reply = replier(operation, validate);

  Deno.test(`an answer has a body where one is declared, validated: ${validate}`, async () => {
    const nothing = { type: null, hasBody: false, text: "" };
    assert.deepEqual(await shown(reply(204)), { status: 204, ...nothing });
    assert.deepEqual(await shown(reply(304, { ETag: '"1"' })), { status: 304, ...nothing });
    assert.deepEqual(await shown(reply(202, { Location: "/1" })), { status: 202, ...nothing });
    assert.equal(reply(202, { Location: "/1" }).headers.get("location"), "/1");
    const json = { status: 201, type: "application/json", hasBody: true, text: '{"id":"1"}' };
    assert.deepEqual(await shown(reply(201, { id: "1" }, { Location: "/1" })), json);
    assert.deepEqual(await shown(reply(201, '{"id":"1"}')), json);
    assert.equal(reply(201, { id: "1" }, { Location: "/1" }).headers.get("location"), "/1");
  });

  Deno.test(`a stream passes unread, validated: ${validate}`, async () => {
    const { stream, reads } = counted();
    const response = reply(200, stream);
    assert.equal(reads(), 0);
    assert.equal(stream.locked, false);
    const text = '{"a":1}\n{"a":2}\n';
    const type = "application/x-ndjson";
    assert.deepEqual(await shown(response), { status: 200, type, hasBody: true, text });
  });

  Deno.test(`of two media types the body decides, validated: ${validate}`, async () => {
    assert.equal((await shown(reply(203, { id: "1" }))).type, "application/json");
    assert.equal((await shown(reply(203, counted().stream))).type, "text/csv");
  });
}

Deno.test("an undeclared response is rejected in development", () => {
  const reply = replier(operation, true);
  assert.throws(() => reply(205), /any 205 is not in the contract/);
  assert.throws(() => reply(201), /any 201 does not declare a body of this kind: undefined/);
  assert.throws(() => reply(201, counted().stream), /any 201 .* of this kind: stream/);
  assert.throws(() => reply(200, { a: 1 }), /any 200 .* of this kind: string/);
  assert.throws(() => reply(201, { id: 1 }), /any 201 does not match the contract/);
});
