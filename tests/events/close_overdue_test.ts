/** Calls whose end never comes are closed by the request that shows them. */
import assert from "node:assert/strict";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { type Database, run } from "../../src/db/client.ts";
import type { CallEvent } from "../../src/domain/call_state.ts";
import { closeOverdue } from "../../src/events/close_overdue.ts";
import { recordCallEvents } from "../../src/events/record.ts";
import { history } from "../support/arbitrary_events.ts";
import { type Client, newClient, openDatabase } from "../support/client.ts";
import { counters, newBatch, recount } from "../support/campaign.ts";

type Context = { db: Database; client: Client };

function test(name: string, body: (context: Context) => Promise<void>): void {
  Deno.test(name, async () => {
    const db = openDatabase();
    const client = await newClient(db);
    await body({ db, client }).finally(() => db.close());
  });
}

/** Moves everything that was written to the batch so many seconds into the past. */
async function age(db: Database, batchId: string, seconds: number): Promise<void> {
  const ago = sql`make_interval(secs => ${seconds}::int)`;
  await run(
    db,
    sql`update calls set updated_at = updated_at - ${ago} where batch_id = ${batchId}::uuid`,
  );
  await run(
    db,
    sql`update batch_progress set overdue_at = overdue_at - ${ago}
      where batch_id = ${batchId}::uuid`,
  );
}

const send = (client: Client, batchId: string, events: [string, string, string, object?][]) =>
  client.post("/v1/call-events", {
    events: events.map(([callId, type, at, more]) => ({
      id: `${type} ${at}`,
      batchId,
      callId,
      type,
      at: `2026-03-01T${at}Z`,
      ...more,
    })),
  });

test("every operation that shows a batch shows its overdue calls closed", async (context) => {
  const { db, client } = context;
  const retry = { maxAttempts: 2, delaySeconds: 60, on: ["failed"] };
  const shows: [string, (path: string, callId: string) => Promise<unknown>][] = [
    ["getBatch", async (path) => (await client.get(path)).body.counts],
    ["getBatch, filtered", async (path) => {
      const { body } = await client.get(path, { filter: '{"callStatus":"failed"}' });
      assert.equal(body.total, 1);
      return body.counts;
    }],
    ["listBatches", async (path) => {
      const { body } = await client.get("/v1/batches", { limit: 100 });
      return body.batches.find(({ id }: { id: string }) => path.endsWith(id)).counts;
    }],
    ["getCall", async (path, callId) => {
      const { body } = await client.get(`${path}/calls/${callId}`);
      assert.equal(body.callStatus, "failed");
      return (await client.get(path)).body.counts;
    }],
    ["updateBatch", async (path) => (await client.patch(path, { name: "b" })).body.counts],
    ["pauseBatch", async (path) => (await client.post(`${path}/pause`, undefined)).body.counts],
  ];
  for (const [name, show] of shows) {
    const { batchId, callIds } = await newBatch(client, 4, { retry });
    await send(client, batchId, [
      [callIds[0]!, "answered", "14:00:00"],
      [callIds[1]!, "ringing", "14:00:00"],
      [callIds[2]!, "completed", "14:00:00"],
    ]);
    await age(db, batchId, 14_390);
    const before = (await client.get(`/v1/batches/${batchId}`)).body.counts;
    assert.deepEqual([before["in-progress"], before.ringing], [1, 1], "not yet");
    await age(db, batchId, 20);
    const counts = await show(`/v1/batches/${batchId}`, callIds[0]!) as Record<string, number>;
    assert.deepEqual(
      [counts["in-progress"], counts.ringing, counts.failed, counts.queued, counts.completed],
      [0, 0, 1, 2, 1],
      name,
    );
    assert.deepEqual(await counters(db, batchId), await recount(db, batchId), name);
  }
});

test("property: nothing is under way after a closing, and counters are exact", async (context) => {
  const { db, client } = context;
  const retry = fc.constantFrom({ maxAttempts: 3, delaySeconds: 60, on: ["busy", "failed"] }, null);
  const histories = fc.array(history(6), { minLength: 4, maxLength: 4 });
  const property = fc.asyncProperty(histories, retry, histories, async (before, rule, after) => {
    const { batchId, callIds } = await newBatch(client, 4, { retry: rule });
    const record = (histories: CallEvent[][], prefix: string) =>
      recordCallEvents(
        db,
        client.workspaceId,
        histories.flatMap((events, i) =>
          events.map((event) => ({
            ...event,
            id: `${prefix}${event.id}`,
            batchId,
            callId: callIds[i]!,
            ...(event.type === "transcript-available"
              ? { transcript: [{ speaker: "agent", text: event.id }] }
              : {}),
          }))
        ),
      );
    for (const [round, histories] of [before, after].entries()) {
      await record(histories, `${round} `);
      await age(db, batchId, 15_000);
      const { body } = await client.get(`/v1/batches/${batchId}`, { include: "phoneLogs" });
      const { initiated, ringing, "in-progress": talking } = body.counts;
      assert.deepEqual([initiated, ringing, talking], [0, 0, 0]);
      assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
    }
  });
  await fc.assert(property, { numRuns: 25, seed: Number(Deno.env.get("SEED") ?? 20261126) });
});

test("a closed call says so, and an end that is reported later replaces it", async (context) => {
  const { db, client } = context;
  const { batchId, callIds: [callId] } = await newBatch(client, 1, { maxCallSeconds: 60 });
  const path = `/v1/batches/${batchId}`;
  await send(client, batchId, [[callId!, "initiated", "14:00:00"], [
    callId!,
    "answered",
    "14:00:09",
  ]]);
  await age(db, batchId, 61);
  const closed = (await client.get(`${path}/calls/${callId}`)).body;
  assert.deepEqual(
    [closed.callStatus, closed.hangupCause, closed.callDuration, closed.nextAttemptAt],
    ["failed", "end_not_reported", null, null],
  );
  const [, , event] = closed.events;
  assert.deepEqual(
    [event.provider, event.type, event.attempt, event.at],
    ["callboard", "failed", 1, closed.phoneLogs[0].endedAt],
  );
  assert.equal((await client.get(path)).body.status, "completed");
  assert.equal(await closeOverdue(db, client.workspaceId, batchId), 0);

  await send(client, batchId, [[callId!, "completed", "14:05:09"]]);
  const ended = (await client.get(`${path}/calls/${callId}`)).body;
  assert.deepEqual(
    [ended.callStatus, ended.hangupCause, ended.callDuration],
    ["completed", null, 300],
  );
  assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
});

test("a client closes a call by reporting its end", async ({ db, client }) => {
  const { batchId, callIds: [callId] } = await newBatch(client, 1);
  await send(client, batchId, [[callId!, "answered", "14:00:00"]]);
  await send(client, batchId, [[callId!, "failed", "14:30:00", { provider: "operator" }]]);
  const { body } = await client.get(`/v1/batches/${batchId}/calls/${callId}`);
  assert.deepEqual([body.callStatus, body.callDuration], ["failed", 1800]);
  assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
});

test("a change of a call begins its time anew; a shorter limit holds at once", async (context) => {
  const { db, client } = context;
  const { batchId, callIds: [a, b] } = await newBatch(client, 2);
  const path = `/v1/batches/${batchId}`;
  const statuses = async () => {
    const { body } = await client.get(path, { sortOrder: "asc" });
    return body.calls.map(({ callStatus }: { callStatus: string }) => callStatus);
  };
  await send(client, batchId, [[a!, "ringing", "14:00:00"], [b!, "ringing", "14:00:00"]]);
  await age(db, batchId, 10_000);
  await send(client, batchId, [[b!, "answered", "14:00:10"]]);
  await age(db, batchId, 5_000);
  assert.deepEqual(await statuses(), ["failed", "in-progress"]);
  assert.equal((await client.patch(path, { maxCallSeconds: 6_000 })).body.maxCallSeconds, 6_000);
  assert.deepEqual(await statuses(), ["failed", "in-progress"]);
  await client.patch(path, { maxCallSeconds: 4_000 });
  assert.deepEqual(await statuses(), ["failed", "failed"]);
  const [row] = await run<{ overdue: string | null }>(
    db,
    sql`select overdue_at as overdue from batch_progress where batch_id = ${batchId}::uuid`,
  );
  assert.equal(row!.overdue, null, "nothing is sought any more");
});

test("more calls than a transaction closes, by several requests at once", async (context) => {
  const { db, client } = context;
  const { batchId, callIds } = await newBatch(client, 1_500);
  for (const part of [callIds.slice(0, 900), callIds.slice(900)]) {
    await send(client, batchId, part.map((callId) => [callId, "ringing", "14:00:00"]));
  }
  await age(db, batchId, 15_000);
  const closed = await Promise.all(
    [1, 2, 3].map(() => closeOverdue(db, client.workspaceId, batchId)),
  );
  assert.equal(closed.reduce((a, b) => a + b), 1_500);
  const counted = await counters(db, batchId);
  assert.deepEqual(counted, await recount(db, batchId));
  assert.equal(counted.failed, 1_500);
});

test("a batch of another workspace is not closed", async ({ db, client }) => {
  const other = await newClient(db);
  const { batchId, callIds: [callId] } = await newBatch(client, 1);
  await send(client, batchId, [[callId!, "ringing", "14:00:00"]]);
  await age(db, batchId, 15_000);
  assert.equal((await other.get(`/v1/batches/${batchId}`)).status, 404);
  assert.equal((await other.post(`/v1/batches/${batchId}/pause`, undefined)).status, 404);
  assert.equal((await counters(db, batchId)).ringing, 1);
});
