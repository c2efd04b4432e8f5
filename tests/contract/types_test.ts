// deno-lint-ignore-file require-await
/** What must not compile: `deno check` fails on a `@ts-expect-error` that nothing is wrong with. */
import assert from "node:assert/strict";
import { handlers } from "../../src/operations.ts";
import type { Handlers } from "../../src/contract/implement.ts";
import type { Handler, HandlerContext } from "../../src/http/operation.ts";
import { operations } from "../support/operations.ts";

const result = { added: 1, duplicateCount: 0, duplicates: [], refusedCount: 0, refused: [] };
const page = { page: 1, limit: 1, total: 0, totalPages: 0, batches: [] };
const { getCall: _, ...withoutOne } = handlers;

export const refused = [
  // @ts-expect-error a required field is missing
  (async (_input, _context, reply) => reply(201, { added: 1 })) satisfies Handler<"addCalls">,
  // @ts-expect-error a field is not declared
  (async (_input, _context, reply) => reply(201, { ...result, surplus: 1 })) satisfies Handler<"recordCallEvents">,
  // @ts-expect-error the status is not declared
  (async (_input, _context, reply) => reply(204, result)) satisfies Handler<"addCalls">,
  // @ts-expect-error a required header is missing
  (async (_input, _context, reply) => reply(200, page)) satisfies Handler<"listBatches">,
  // @ts-expect-error there is no such parameter
  (async ({ query }, _context, reply) => reply(201, { ...result, added: query.nothing })) satisfies Handler<"addCalls">,
  // @ts-expect-error not by way of reply
  (async () => new Response("{}")) satisfies Handler<"getCall">,
  // @ts-expect-error a handler is missing
  withoutOne satisfies Handlers<HandlerContext>,
  // @ts-expect-error a handler is one too many
  { ...handlers, surplus: handlers.getCall } satisfies Handlers<HandlerContext>,
];

Deno.test("there is a handler for each operation, and no other", () => {
  assert.deepEqual(Object.keys(handlers).sort(), operations.map(({ id }) => id).sort());
});
