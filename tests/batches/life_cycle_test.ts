/** Every move from every status, alone and against each other. */
import assert from "node:assert/strict";
import { allowedMoves, isDone, moves } from "../../src/domain/batch_moves.ts";
import type { BatchStatus } from "../../src/domain/batch.ts";
import { bindPlaceholders, inline, precompiled } from "../../src/db/statement.ts";
import { type Client, newClient, onServer, openDatabase } from "../support/client.ts";
import { batchAfter, completedBatch, endCalls } from "../support/moves.ts";

const ways: Record<BatchStatus, (client: Client) => Promise<{ batchId?: string }>> = {
  draft: (client) => batchAfter(client, []),
  active: (client) => batchAfter(client, ["start"]),
  paused: (client) => batchAfter(client, ["start", "pause"]),
  canceled: (client) => batchAfter(client, ["cancel"]),
  completed: completedBatch,
};
const statuses = Object.keys(ways) as BatchStatus[];
type Move = keyof typeof moves;
const names = Object.keys(moves) as Move[];

/** The right answer to each move, by the status before: the status after, or a 409. */
const table: Record<Move, Record<BatchStatus, BatchStatus | 409>> = {
  start: { draft: "active", active: "active", paused: 409, completed: "completed", canceled: 409 },
  pause: { draft: 409, active: "paused", paused: "paused", completed: 409, canceled: 409 },
  resume: { draft: 409, active: "active", paused: "active", completed: "completed", canceled: 409 },
  cancel: {
    draft: "canceled",
    active: "canceled",
    paused: "canceled",
    completed: 409,
    canceled: "canceled",
  },
};

Deno.test("each move from each status ends as in the diagram, or is a 409", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  for (const before of statuses) {
    for (const move of names) {
      const { batchId } = await ways[before](client);
      const answer = await client.post(`/v1/batches/${batchId}/${move}`);
      const { body: after } = await client.get(`/v1/batches/${batchId}`);
      const right = table[move][before];
      if (right === 409) {
        assert.equal(answer.status, 409, `${move} of ${before}`);
        const { code, batchStatus, allowed } = answer.body;
        assert.deepEqual([code, batchStatus], ["illegal_transition", before]);
        assert.deepEqual(allowed, allowedMoves(before));
        assert.equal(after.status, before);
      } else {
        assert.equal(answer.status, 200, `${move} of ${before}: ${answer.text}`);
        assert.deepEqual([answer.body.status, after.status], [right, right]);
      }
    }
  }
  await db.close();
});

Deno.test("moves at once leave a status that some order of them explains", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  for (const before of statuses) {
    for (const first of names) {
      for (const second of names) {
        const { batchId } = await ways[before](client);
        const answers = await Promise.all(
          [first, second, first, second].map((move) =>
            client.post(`/v1/batches/${batchId}/${move}`)
          ),
        );
        for (const { status } of answers) assert.ok([200, 409].includes(status), String(status));
        const { body } = await client.get(`/v1/batches/${batchId}`);
        assert.ok(
          endsOf(before, [first, second, first, second]).has(body.status),
          `${first} and ${second} of ${before}: ${body.status}`,
        );
      }
    }
  }
  await db.close();
});

/** The statuses that any order of the moves may end in. */
function endsOf(before: BatchStatus, left: Move[]): Set<BatchStatus> {
  if (left.length === 0) return new Set([before]);
  return new Set(left.flatMap((move, i) => {
    const right = table[move][before];
    return [...endsOf(right === 409 ? before : right, left.toSpliced(i, 1))];
  }));
}

Deno.test("a move that is repeated changes nothing", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  for (const move of names) {
    const { batchId } = await ways[moves[move].from[0]!](client);
    const { body: once } = await client.post(`/v1/batches/${batchId}/${move}`);
    const { body: twice } = await client.post(`/v1/batches/${batchId}/${move}`);
    assert.deepEqual(twice, once);
    assert.ok(isDone(move, once.status));
  }
  await db.close();
});

Deno.test("a paused batch records events; resumed without open calls it is completed", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { batchId } = await batchAfter(client, ["start", "pause"]);
  await endCalls(client, batchId!);
  const { body: paused } = await client.get(`/v1/batches/${batchId}`);
  assert.deepEqual([paused.status, paused.counts.completed], ["paused", 2]);
  const { body: resumed } = await client.post(`/v1/batches/${batchId}/resume`);
  assert.equal(resumed.status, "completed");
  const added = await client.post(`/v1/batches/${batchId}/calls`, [{
    phoneNumber: "+12025550177",
  }]);
  assert.equal(added.status, 201);
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.status, "active");
  await db.close();
});

Deno.test("a batch that was started without calls waits for some", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { body: { id } } = await client.post("/v1/batches", { name: "empty" });
  for (const move of ["start", "pause", "resume"]) await client.post(`/v1/batches/${id}/${move}`);
  const { body } = await client.get(`/v1/batches/${id}`);
  assert.equal(body.status, "active");
  assert.ok(body.startedAt);
  await db.close();
});

Deno.test("a deleted batch is a 404 for every operation, also for late events", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { batchId, callId } = await batchAfter(client, ["start"]);
  const path = `/v1/batches/${batchId}`;
  const early = await client.request("DELETE", path);
  assert.deepEqual([early.status, early.body.allowed], [409, ["pause", "cancel"]]);
  await client.post(`${path}/pause`);
  assert.equal((await client.request("DELETE", path)).status, 204);
  const event = { id: "x", batchId, callId, type: "failed", at: "2026-01-01T00:00:00Z" };
  assert.equal((await client.post("/v1/call-events", { events: [event] })).status, 422);
  assert.equal((await client.get("/v1/batches")).body.total, 0);
  for (
    const answer of [
      await client.get(path),
      await client.get(`${path}/calls/${callId}`),
      await client.request("DELETE", path),
      await client.post(`${path}/calls`, [{ phoneNumber: "+12025550177" }]),
      ...await Promise.all(names.map((move) => client.post(`${path}/${move}`))),
    ]
  ) assert.equal(answer.status, 404, answer.text);
  await db.close();
});

Deno.test("an update changes what it names; retry only in a draft", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { batchId } = await batchAfter(client, []);
  const patch = async (body: object) =>
    await client.request("PATCH", `/v1/batches/${batchId}`, { json: body });
  const retry = { maxAttempts: 2, delaySeconds: 60, on: ["busy"] };
  const schedule = { timeZone: "Europe/Lisbon", startAt: null, endAt: null, windows: [] };
  const all = { name: "new", callingNumbers: ["+12025550100"], retry, metadata: { a: "b" } };
  const { body: changed } = await patch({ ...all, schedule });
  for (const [name, value] of Object.entries({ ...all, schedule })) {
    assert.deepEqual(changed[name], value, name);
  }
  const { body: cleared } = await patch({ schedule: null, metadata: {}, callingNumbers: [] });
  assert.deepEqual(
    [cleared.schedule, cleared.metadata, cleared.callingNumbers, cleared.retry, cleared.name],
    [null, {}, [], retry, "new"],
  );
  await client.post(`/v1/batches/${batchId}/start`);
  const fixed = await patch({ name: "newer", retry: null });
  assert.deepEqual([fixed.status, fixed.body.code], [409, "retry_fixed"]);
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.name, "new");
  assert.equal((await patch({ name: "newer", retry })).body.name, "newer");
  assert.equal((await patch({})).body.name, "newer");
  assert.equal((await patch({ schedule: { timeZone: "Mars/Olympus" } })).status, 400);
  await db.close();
});

Deno.test({
  name: "to cancel a batch costs at most 20 buffers, however many calls it has",
  ignore: !onServer,
  fn: async () => {
    const db = openDatabase();
    const client = await newClient(db);
    const { body: { id: batchId } } = await client.post("/v1/batches", { name: "large" });
    const rows = Array.from({ length: 5000 }, (_, i) => ({ phoneNumber: `+999${1_000_000 + i}` }));
    assert.equal((await client.post(`/v1/batches/${batchId}/calls`, rows)).status, 201);
    const { sql, params } = precompiled.get("move batch")!;
    const values = { workspaceId: client.workspaceId, batchId, from: "{draft}", to: "canceled" };
    const text = inline(sql, bindPlaceholders(params, values));
    const [row] = await db.client.unsafe(`explain (analyze, buffers, format json) ${text}`);
    const { Plan } = row!["QUERY PLAN"][0];
    const buffers = Plan["Shared Hit Blocks"] + Plan["Shared Read Blocks"];
    assert.ok(buffers <= 20, `${buffers} buffers`);
    const { body } = await client.get(`/v1/batches/${batchId}`);
    assert.deepEqual([body.status, body.counts.queued], ["canceled", 5000]);
    await db.close();
  },
});
