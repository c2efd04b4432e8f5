import assert from "node:assert/strict";
import { type Client, newClient, openDatabase, type Options } from "../support/client.ts";

/** Method, path, options, status, and the parameter or JSON pointer that the response reports. */
type Bad = [string, string, Options, number, string?];

const event = (more: object) => ({
  json: {
    events: [{
      id: "1",
      batchId: "B",
      callId: "C",
      type: "initiated",
      at: "2026-01-01T00:00:00Z",
      ...more,
    }],
  },
});

/** `{B}` is the id of a batch, `{C}` of its call. */
const bad: Bad[] = [
  ["GET", "/v1/batches/abc", {}, 400, "batchId"],
  ["GET", "/v1/batches/%00", {}, 400, "batchId"],
  ["GET", "/v1/batches/{B}x", {}, 400, "batchId"],
  ["GET", "/v1/batches/00000000-0000-0000-0000-000000000000", {}, 404],
  ["GET", "/v1/batches/{B}", { query: { page: "0" } }, 400, "page"],
  ["GET", "/v1/batches/{B}", { query: { page: "-1" } }, 400, "page"],
  ["GET", "/v1/batches/{B}", { query: { page: "1.5" } }, 400, "page"],
  ["GET", "/v1/batches/{B}", { query: { page: "01" } }, 400, "page"],
  ["GET", "/v1/batches/{B}", { query: { page: "1e2" } }, 400, "page"],
  ["GET", "/v1/batches/{B}", { query: { page: "" } }, 400, "page"],
  ["GET", "/v1/batches/{B}", { query: { page: "9999999999999999999999" } }, 400, "page"],
  ["GET", "/v1/batches/{B}", { query: { limit: "0" } }, 400, "limit"],
  ["GET", "/v1/batches/{B}", { query: { limit: "101" } }, 400, "limit"],
  ["GET", "/v1/batches/{B}", { query: { limit: " 5" } }, 400, "limit"],
  ["GET", "/v1/batches/{B}", { query: { limit: "5.0" } }, 400, "limit"],
  ["GET", "/v1/batches/{B}", { query: { limit: "ten" } }, 400, "limit"],
  ["GET", "/v1/batches/{B}?limit=1&limit=2", {}, 400, "limit"],
  ["GET", "/v1/batches/{B}", { query: { filter: "{" } }, 400, "filter"],
  ["GET", "/v1/batches/{B}", { query: { filter: "{]" } }, 400, "filter"],
  ["GET", "/v1/batches/{B}", { query: { filter: "callStatus=completed" } }, 400, "filter"],
  [
    "GET",
    "/v1/batches/{B}",
    { query: { filter: '{"callStatus":{"$where":"1"}}' } },
    400,
    "/callStatus/$where",
  ],
  ["GET", "/v1/batches/{B}", { query: { filter: '{"a":"\\u0000"}' } }, 400, "/a"],
  ["GET", "/v1/batches/{B}?filter=%7B%22a%22%3A%22%00%22%7D", {}, 400, "filter"],
  ["GET", "/v1/batches/{B}", { query: { filter: `{"a":"${"x".repeat(5000)}"}` } }, 400, "filter"],
  [
    "GET",
    "/v1/batches/{B}",
    { query: { filter: '{"updatedAt":{"$gt":"now"}}' } },
    400,
    "/updatedAt/$gt",
  ],
  [
    "GET",
    "/v1/batches/{B}",
    { query: { filter: '{"variables.a":{"$regex":"(?<=a)b"}}' } },
    400,
    "/variables.a/$regex",
  ],
  ["GET", "/v1/batches/{B}", { query: { search: "(" } }, 400, "search"],
  ["GET", "/v1/batches/{B}", { query: { search: "a**" } }, 400, "search"],
  ["GET", "/v1/batches/{B}", { query: { search: "(a)\\1" } }, 400, "search"],
  ["GET", "/v1/batches/{B}", { query: { search: "***=x" } }, 400, "search"],
  [
    "GET",
    "/v1/batches/{B}",
    { query: { search: "((([a-z]{1,20}){1,20}){1,20})@" } },
    400,
    "search",
  ],
  ["GET", "/v1/batches/{B}", { query: { search: "\\p{L}" } }, 400, "search"],
  ["GET", "/v1/batches/{B}", { query: { search: "x".repeat(201) } }, 400, "search"],
  ["GET", "/v1/batches/{B}?search=%00", {}, 400, "search"],
  ["GET", "/v1/batches/{B}", { query: { sortBy: "" } }, 400, "sortBy"],
  ["GET", "/v1/batches/{B}", { query: { sortBy: "a..b" } }, 400, "sortBy"],
  ["GET", "/v1/batches/{B}", { query: { sortBy: "phoneLogs.nope" } }, 400, "sortBy"],
  ["GET", "/v1/batches/{B}?sortBy=%00", {}, 400, "sortBy"],
  ["GET", "/v1/batches/{B}", { query: { sortOrder: "up" } }, 400, "sortOrder"],
  ["GET", "/v1/batches/{B}", { query: { sortOrder: "ASC" } }, 400, "sortOrder"],
  ["GET", "/v1/batches/{B}", { query: { include: "transcripts" } }, 400, "include"],
  ["GET", "/v1/batches/{B}", { query: { include: "variables,variables" } }, 400, "include"],
  ["GET", "/v1/batches/{B}", { query: { count: "maybe" } }, 400, "count"],
  ["GET", "/v1/batches/{B}", { query: { cursor: "!" } }, 400, "cursor"],
  ["GET", "/v1/batches/{B}", { query: { cursor: "AAAA" } }, 400, "cursor"],
  ["GET", "/v1/batches/{B}", { query: { cursor: "WyJ4IiwxXQ", page: "2" } }, 400, "cursor"],
  ["GET", "/v1/batches/{B}", { query: { pages: "1" } }, 400, "pages"],
  ["GET", "/v1/batches", { query: { status: "done" } }, 400, "status"],
  ["GET", "/v1/batches", { query: { search: "x".repeat(201) } }, 400, "search"],
  ["GET", "/v1/batches", { query: { sortBy: "calls" } }, 400, "sortBy"],
  ["POST", "/v1/batches", { json: {} }, 400, "/name"],
  ["POST", "/v1/batches", { json: { name: "" } }, 400, "/name"],
  ["POST", "/v1/batches", { json: { name: 5 } }, 400, "/name"],
  ["POST", "/v1/batches", { json: { name: "a\0b" } }, 400, "/name"],
  ["POST", "/v1/batches", { json: { name: "a", nope: 1 } }, 400, "/nope"],
  [
    "POST",
    "/v1/batches",
    { json: { name: "a", callingNumbers: ["+1202555010"], metadata: { a: 1 } } },
    400,
    "/metadata/a",
  ],
  [
    "POST",
    "/v1/batches",
    { json: { name: "a", callingNumbers: ["12025550100"] } },
    400,
    "/callingNumbers/0",
  ],
  [
    "POST",
    "/v1/batches",
    { json: { name: "a", retry: { maxAttempts: 0, delaySeconds: 1, on: ["busy"] } } },
    400,
    "/retry/maxAttempts",
  ],
  [
    "POST",
    "/v1/batches",
    { json: { name: "a", schedule: { timeZone: "Mars/Olympus" } } },
    400,
    "/schedule/timeZone",
  ],
  ["POST", "/v1/batches", { json: [] }, 400, ""],
  ["POST", "/v1/batches", { body: "{", headers: { "content-type": "application/json" } }, 400, ""],
  ["POST", "/v1/batches", {
    body: "name=a",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  }, 415],
  ["POST", "/v1/batches", { body: new Uint8Array([123]) }, 415],
  ["POST", "/v1/batches/{B}/calls", { json: {} }, 400, ""],
  ["POST", "/v1/batches/{B}/calls", { json: [{ phoneNumber: "5" }] }, 422],
  ["POST", "/v1/batches/{B}/calls", { body: "x", headers: { "content-type": "text/plain" } }, 415],
  [
    "POST",
    "/v1/batches/{B}/calls",
    { body: "number\n+12025550100\n", headers: { "content-type": "text/csv" } },
    400,
    "phoneColumn",
  ],
  [
    "POST",
    "/v1/batches/{B}/calls",
    { body: "phoneNumber,phoneNumber\n", headers: { "content-type": "text/csv" } },
    400,
    "",
  ],
  ["POST", "/v1/batches/{B}/calls", { body: "", headers: { "content-type": "text/csv" } }, 400, ""],
  [
    "POST",
    "/v1/batches/{B}/calls?numericColumns=age",
    { body: "phoneNumber\n", headers: { "content-type": "text/csv" } },
    400,
    "numericColumns",
  ],
  [
    "POST",
    "/v1/batches/{B}/calls",
    { body: new Uint8Array([0x70, 0xff, 0xfe]), headers: { "content-type": "text/csv" } },
    400,
    "",
  ],
  ["POST", "/v1/batches/{B}/calls?onInvalid=ignore", { json: [] }, 400, "onInvalid"],
  ["POST", "/v1/batches/00000000-0000-0000-0000-000000000000/calls", { json: [] }, 404],
  ["GET", "/v1/batches/{B}/calls/5", {}, 400, "callId"],
  ["GET", "/v1/batches/{B}/calls/00000000-0000-0000-0000-000000000000", {}, 404],
  ["POST", "/v1/call-events", { json: { events: [] } }, 400, "/events"],
  ["POST", "/v1/call-events", event({ type: "exploded" }), 400, "/events/0/type"],
  ["POST", "/v1/call-events", event({ at: "yesterday" }), 400, "/events/0/at"],
  ["POST", "/v1/call-events", event({ at: "2026-02-30T00:00:00Z" }), 400, "/events/0/at"],
  ["POST", "/v1/call-events", event({ attempt: 0 }), 400, "/events/0/attempt"],
  [
    "POST",
    "/v1/call-events",
    event({ cost: { amount: "1,5", currency: "USD" } }),
    400,
    "/events/0/cost/amount",
  ],
  [
    "POST",
    "/v1/call-events",
    event({ type: "recording-available" }),
    400,
    "/events/0/recordingUrl",
  ],
  [
    "POST",
    "/v1/call-events",
    event({ type: "transcript-available", transcript: [{ speaker: "a", text: "\ud800" }] }),
    400,
    "/events/0/transcript/0/text",
  ],
  ["POST", "/v1/call-events", event({ surplus: 1 }), 400, "/events/0/surplus"],
  [
    "POST",
    "/v1/call-events",
    event({ callId: "00000000-0000-7000-8000-000000000009" }),
    422,
    "/events/0/callId",
  ],
  [
    "POST",
    "/v1/call-events",
    event({ batchId: "00000000-0000-7000-8000-000000000009" }),
    422,
    "/events/0/batchId",
  ],
  ["PUT", "/v1/batches/{B}", {}, 405],
  ["GET", "/v1/nothing", {}, 404],
];

/** Replaces the ids of the batch and the call. */
function withIds(options: Options, batchId: string, callId: string): Options {
  if (!options.json) return options;
  const text = JSON.stringify(options.json).replace('"batchId":"B"', `"batchId":"${batchId}"`)
    .replace(
      '"callId":"C"',
      `"callId":"${callId}"`,
    );
  return {
    ...options,
    body: text,
    json: undefined,
    headers: { "content-type": "application/json" },
  };
}

async function count(client: Client, batchId: string): Promise<unknown> {
  const { body } = await client.get(`/v1/batches/${batchId}`);
  const { body: list } = await client.get("/v1/batches");
  return [body.total, body.counts, list.total];
}

Deno.test(`rejects ${bad.length} bad requests, reports the field and changes nothing`, async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { body: { id: batchId } } = await client.post("/v1/batches", { name: "good" });
  await client.post(`/v1/batches/${batchId}/calls`, [{
    phoneNumber: "+12025550100",
    plan: "gold",
  }]);
  const callId = (await client.get(`/v1/batches/${batchId}`)).body.calls[0].id;
  const before = await count(client, batchId);
  for (const [method, path, options, status, place] of bad) {
    const answer = await client.request(
      method,
      path.replaceAll("{B}", batchId),
      withIds(options, batchId, callId),
    );
    const what = `${method} ${path} ${JSON.stringify(options).slice(0, 200)} → ${answer.text}`;
    assert.equal(answer.status, status, what);
    if (place === undefined) continue;
    const places = answer.body.errors.flatMap((
      error: { name?: string; pointer?: string },
    ) => [error.name, error.pointer]);
    assert.ok(places.includes(place), what);
  }
  assert.deepEqual(await count(client, batchId), before);
  await db.close();
});

Deno.test("returns 401 for a bad request without a valid key", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  for (const token of ["", "cb_unknown"]) {
    for (const [method, path, options] of bad) {
      if (
        !path.startsWith("/v1/batches") && !path.startsWith("/v1/call-events") ||
        method === "PUT"
      ) continue;
      const answer = await client.as(token).request(
        method,
        path.replaceAll("{B}", crypto.randomUUID()),
        withIds(options, "B", "C"),
      );
      assert.equal(answer.status, 401, `${method} ${path}`);
    }
  }
  await db.close();
});
