/** A campaign from its start; each step is checked against the requests. */
import assert from "node:assert/strict";
import { type Client } from "./client.ts";
import type { Node } from "./oracle.ts";

/** The first contact again, in the other media types, with its line. */
const repetitions = [
  ["text/csv", 2, "phoneNumber,name\n+12025550120,Ada\n"],
  ["application/x-ndjson", 1, '{"phoneNumber":"+12025550120","name":"Ada"}\n'],
] as const;

/** Creates a batch with five calls, one completed; checks each step against the requests. */
export async function lifeCycle(client: Client): Promise<{ batchId: string; callId: string }> {
  const created = await client.post("/v1/batches", {
    name: "probe 7",
    callingNumbers: ["+12025550100"],
    metadata: { a: "b" },
  });
  assert.equal(created.status, 201);
  assert.deepEqual([created.body.name, created.body.callingNumbers, created.body.metadata], [
    "probe 7",
    [
      "+12025550100",
    ],
    { a: "b" },
  ]);
  assert.equal(created.headers.get("location"), `/v1/batches/${created.body.id}`);
  const batchId: string = created.body.id;
  const contacts = ["Ada", "Grace", "Alan", "Edsger", "Ada"].map((name, i) => ({
    phoneNumber: `+1202555012${i}`,
    name,
    age: 30 + i,
  }));
  const repeated = (line: number) => ({
    duplicateCount: 1,
    duplicates: [{ line, phoneNumber: "+12025550120" }],
  });
  const none = { rejectedCount: 0, rejected: [] };
  const added = await client.post(`/v1/batches/${batchId}/calls`, [...contacts, contacts[0]]);
  assert.deepEqual([added.status, added.body], [201, {
    uploadId: added.body.uploadId,
    added: 5,
    updated: 0,
    ...repeated(6),
    ...none,
  }]);
  for (const [type, line, body] of repetitions) {
    const again = await client.request("POST", `/v1/batches/${batchId}/calls`, {
      body,
      headers: { "content-type": type },
    });
    assert.deepEqual(
      [again.status, again.body],
      [201, { uploadId: again.body.uploadId, added: 0, updated: 0, ...repeated(line), ...none }],
      type,
    );
  }
  const rejected = await client.request("POST", `/v1/batches/${batchId}/calls`, {
    json: [{ phoneNumber: "no" }],
  });
  assert.deepEqual([rejected.status, rejected.body.rejectedCount, rejected.body.rejected[0].line], [
    422,
    1,
    1,
  ]);
  const skipped = await client.request("POST", `/v1/batches/${batchId}/calls`, {
    query: { onInvalid: "skip" },
    json: [{ phoneNumber: "no" }],
  });
  assert.deepEqual([skipped.status, skipped.body.added, skipped.body.rejected.length], [201, 0, 1]);
  const page = await client.get(`/v1/batches/${batchId}`, { limit: 3 });
  assert.deepEqual([page.body.total, page.body.totalPages, page.body.page, page.body.limit], [
    5,
    2,
    1,
    3,
  ]);
  assert.deepEqual(
    page.body.calls.map((call: Node) => [call.position, call.variables.name, call.callStatus]),
    [
      [5, "Ada", "queued"],
      [4, "Edsger", "queued"],
      [3, "Alan", "queued"],
    ],
  );
  const callId: string = page.body.calls[0].id;
  const events = [
    { id: "1", batchId, callId, type: "answered", at: "2026-01-01T00:00:10Z", answeredBy: "human" },
    {
      id: "2",
      batchId,
      callId,
      type: "completed",
      at: "2026-01-01T00:01:00+00:00",
      cost: { amount: "0.0140", currency: "USD" },
      hangupCause: "normal_clearing",
    },
    {
      id: "3",
      batchId,
      callId,
      type: "transcript-available",
      at: "2026-01-01T00:02:00Z",
      transcript: [{ speaker: "agent", text: "hi" }],
    },
  ];
  assert.deepEqual((await client.post("/v1/call-events", { events })).body, {
    recorded: 3,
    duplicates: 0,
  });
  assert.deepEqual((await client.post("/v1/call-events", { events })).body, {
    recorded: 0,
    duplicates: 3,
  });
  await afterwards(client, batchId, callId);
  return { batchId, callId };
}

async function afterwards(client: Client, batchId: string, callId: string): Promise<void> {
  const at = `/v1/batches/${batchId}`;
  const positions = async (query: Record<string, string | number>) => {
    const { status, body } = await client.get(at, query);
    assert.deepEqual([status, body.totalPages], [200, Math.ceil(body.total / body.limit)]);
    return [body.total, ...body.calls.map((call: Node) => call.position)];
  };
  const call = (await client.get(`${at}/calls/${callId}`)).body;
  assert.deepEqual(
    [call.id, call.callStatus, call.callDuration, call.attempts, call.cost?.amount],
    [
      callId,
      "completed",
      50,
      1,
      "0.0140",
    ],
  );
  assert.deepEqual([call.phoneLogs.length, call.transcript, call.events.length], [
    1,
    [{ speaker: "agent", text: "hi" }],
    3,
  ]);
  const { events: _, ...shown } = call;
  const { calls: [onPage], ...details } = (await client.get(at)).body;
  assert.deepEqual(onPage, shown);
  assert.deepEqual([call.answeredBy, call.hangupCause, call.variables, call.phoneLogs[0].endedAt], [
    "human",
    "normal_clearing",
    { name: "Ada", age: 34 },
    "2026-01-01T00:01:00.000Z",
  ]);
  assert.ok(Math.abs(Date.now() - Date.parse(details.createdAt)) < 86_400_000, details.createdAt);
  assert.deepEqual([details.status, details.counts.completed, details.counts.queued], [
    "active",
    1,
    4,
  ]);
  assert.deepEqual(await positions({ filter: '{"callStatus":"completed"}' }), [1, 5]);
  assert.deepEqual(await positions({ filter: '{"age":{"$gte":33}}', sortOrder: "asc" }), [2, 4, 5]);
  assert.deepEqual(await positions({ search: "^ada$", sortBy: "age", sortOrder: "desc" }), [
    2,
    5,
    1,
  ]);
  assert.deepEqual(await positions({ sortBy: "name", sortOrder: "asc" }), [5, 1, 5, 3, 4, 2]);
  const first = (await client.get(at, { limit: 2 })).body;
  assert.deepEqual(await positions({ limit: 2, cursor: first.nextCursor }), [5, 3, 2]);
  assert.deepEqual(await positions({ limit: 2, page: 3 }), [5, 1]);
  const lean = (await client.get(at, { include: "", count: "none", limit: 1 })).body;
  assert.deepEqual([lean.total, "variables" in lean.calls[0], "phoneLogs" in lean.calls[0]], [
    null,
    false,
    false,
  ]);
  const list =
    (await client.get("/v1/batches", { search: "PROBE 7", status: "active", limit: 1 })).body;
  assert.deepEqual([list.total, list.batches.map((batch: Node) => batch.id)], [1, [batchId]]);
}
