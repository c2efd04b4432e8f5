// deno-lint-ignore-file require-await
/** Code that must not compile: `deno check` fails on an unused `@ts-expect-error`. */
import assert from "node:assert/strict";
import { handlers } from "../../src/operations.ts";
import type { Handlers } from "../../src/contract/implement.ts";
import { jsonText, type ReplyWith } from "../../src/contract/reply.ts";
import type { Contexts, Handler } from "../../src/http/operation.ts";
import { operations } from "../support/operations.ts";

const stream = new Blob([]).stream();
const result = {
  uploadId: "",
  added: 1,
  updated: 0,
  duplicateCount: 0,
  duplicates: [],
  rejectedCount: 0,
  rejected: [],
};
const at = { Location: "/" };
const page = { page: 1, limit: 1, total: 0, totalPages: 0, batches: [] };
const { getCall: _, ...withoutOne } = handlers;

export const rejected = [
  // @ts-expect-error a required field is missing
  (async (_input, _context, reply) => reply(201, { added: 1 }, at)) satisfies Handler<"addCalls">,
  // @ts-expect-error a field is not declared
  (async (_input, _context, reply) => reply(201, { ...result, surplus: 1 }, at)) satisfies Handler<
    "addCalls"
  >,
  // @ts-expect-error the status is not declared
  (async (_input, _context, reply) => reply(204, result)) satisfies Handler<"addCalls">,
  // @ts-expect-error the body is missing
  (async (_input, _context, reply) => reply(201)) satisfies Handler<"addCalls">,
  // @ts-expect-error a stream instead of JSON
  (async (_input, _context, reply) => reply(201, stream, at)) satisfies Handler<"addCalls">,
  // @ts-expect-error a header is not declared
  (async (_input, _context, reply) => reply(201, result, { ...at, ETag: '"1"' })) satisfies Handler<
    "addCalls"
  >,
  (async ({ header }, _context, reply) =>
    // @ts-expect-error there are no such headers
    reply(201, { ...result, added: header.x }, at)) satisfies Handler<"addCalls">,
  // @ts-expect-error a required header is missing
  (async (_input, _context, reply) => reply(200, page)) satisfies Handler<"listBatches">,
  (async ({ query }, _context, reply) =>
    // @ts-expect-error there is no such parameter
    reply(201, { ...result, added: query.nothing }, at)) satisfies Handler<"addCalls">,
  // @ts-expect-error the key is not checked yet, so there is no workspace
  (async (_input, { workspaceId }, reply) => reply(200, workspaceId)) satisfies Handler<"getBatch">,
  // @ts-expect-error the key was checked before
  (async (_input, { authorize }, reply) => reply(201, authorize(undefined))) satisfies Handler<
    "addCalls"
  >,
  // @ts-expect-error a response without reply
  (async () => new Response("{}")) satisfies Handler<"getCall">,
  // @ts-expect-error a handler is missing
  withoutOne satisfies Handlers<Contexts>,
  // @ts-expect-error an extra handler
  { ...handlers, surplus: handlers.getCall } satisfies Handlers<Contexts>,
];

/** Responses of every kind, as `deno task generate` writes them. */
type Always = { "X-Request-Id": string; [name: string]: unknown };
type Every = {
  200: { headers: Always; content: { "application/x-ndjson": string } };
  201: { headers: Always & { Location: string }; content: { "application/json": { id: string } } };
  202: { headers: Always & { Location: string }; content?: never };
  203: { headers: Always; content: { "application/json": number; "text/csv": string } };
  204: { headers: Always; content?: never };
  304: { headers: Always & { ETag?: string }; content?: never };
  404: { headers: Always; content: { "application/problem+json": { code: string } } };
};
type ReplyToAny = ReplyWith<Every, "any">;

export const accepted = (reply: ReplyToAny) => [
  reply(200, stream),
  reply(201, { id: "1" }, { Location: "/1" }),
  reply(201, jsonText('{"id":"1"}'), { Location: "/1" }),
  reply(202, { Location: "/1" }),
  reply(203, 1),
  reply(203, stream),
  reply(204),
  reply(304),
  reply(304, { ETag: '"1"' }),
  reply(404, { code: "not_found" }),
];

export const rejectedReplies = (reply: ReplyToAny) => [
  // @ts-expect-error a body on a 204
  reply(204, { id: "1" }),
  // @ts-expect-error an empty text is a body too
  reply(204, ""),
  // @ts-expect-error a null body is a body too
  reply(204, null),
  // @ts-expect-error a body on a 304
  reply(304, { id: "1" }),
  // @ts-expect-error a stream on a 202 without a body
  reply(202, stream, { Location: "/1" }),
  // @ts-expect-error a required header of an answer without a body is missing
  reply(202),
  // @ts-expect-error the body is missing
  reply(201, { Location: "/1" }),
  // @ts-expect-error a required header is missing
  reply(201, { id: "1" }),
  // @ts-expect-error JSON for a stream
  reply(200, { id: "1" }),
  // @ts-expect-error text for a stream
  reply(200, "{}"),
  // @ts-expect-error a stream of other values than bytes
  reply(200, new ReadableStream<string>()),
  // @ts-expect-error the stream is missing
  reply(200),
  // @ts-expect-error a value of neither media type
  reply(203, "1"),
  // @ts-expect-error a header is not declared
  reply(304, { Location: "/1" }),
  // @ts-expect-error the status is not declared
  reply(205),
];

Deno.test("each operation has a handler, and no other exists", () => {
  assert.deepEqual(Object.keys(handlers).sort(), operations.map(({ id }) => id).sort());
});
