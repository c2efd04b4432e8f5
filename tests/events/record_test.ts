import assert from "node:assert/strict";
import fc from "fast-check";
import type { Database } from "../../src/db/client.ts";
import { type CallEvent, compareEvents } from "../../src/domain/call_state.ts";
import type { Turn } from "../../src/domain/call.ts";
import { InvalidBody } from "../../src/domain/errors.ts";
import { hashToken } from "../../src/domain/token.ts";
import { findCall } from "../../src/calls/find.ts";
import type { NewEvent } from "../../src/events/event.ts";
import { recordCallEvents } from "../../src/events/record.ts";
import { history, shuffled } from "../support/arbitrary_events.ts";
import { type Client, newClient, openDatabase } from "../support/client.ts";
import { counters, newBatch, recount } from "../support/campaign.ts";

const retry = { maxAttempts: 2, delaySeconds: 60, on: ["busy", "no-answer"] };
const time = (seconds: number) =>
  new Date(Date.parse("2026-03-01T14:00:00.000Z") + seconds * 1000).toISOString();

let db: Database;
let client: Client;

/** Runs a test with a database and a new workspace. */
function test(name: string, body: () => Promise<void>): void {
  Deno.test(name, async () => {
    db = openDatabase();
    client = await newClient(db);
    await body().finally(() => db.close());
  });
}
const record = (events: NewEvent[], workspaceId = client.workspaceId) =>
  recordCallEvents(db, workspaceId, events);

const turns = (
  { provider, id }: CallEvent,
): Turn[] => [{ speaker: "agent", text: `${provider} ${id}`, startSeconds: 0.4 }];
const about = (batchId: string, callId: string, event: CallEvent): NewEvent => ({
  ...event,
  batchId,
  callId,
  ...(event.type === "transcript-available" ? { transcript: turns(event) } : {}),
});
const event = (
  batchId: string,
  callId: string,
  type: CallEvent["type"],
  seconds: number,
  attempt = 1,
): NewEvent =>
  about(batchId, callId, {
    id: `${type} ${seconds}`,
    provider: "api",
    type,
    at: time(seconds),
    attempt,
    details: {},
  });

/** The call without ids, contact and times of writing. */
async function callState(batchId: string, callId: string) {
  const found = await findCall(db, hashToken(client.token), batchId, callId);
  const call = JSON.parse(found.call!);
  const { id: _, position: __, phoneNumber: ___, createdAt: ____, updatedAt: _____, ...rest } =
    call;
  rest.events = rest.events.map(({ receivedAt: _, ...event }: { receivedAt: string }) => event);
  return rest;
}

type Plan = { events: CallEvent[]; arrival: CallEvent[]; sizes: number[] };
/** A history of events, and their order of arrival with repetitions, in requests of some sizes. */
const plans: fc.Arbitrary<Plan> = history(9).chain((events) =>
  fc.record({
    events: fc.constant(events),
    arrival: fc.subarray(events).chain((again) => shuffled([...events, ...again])),
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 18, maxLength: 18 }),
  })
);

test("property: order, grouping and repetition of events do not change the state", async () => {
  const property = fc.asyncProperty(plans, fc.constantFrom(retry, null), async (plan, rule) => {
    const { batchId, callIds: [ordered, mixed] } = await newBatch(client, 3, { retry: rule });
    const first = plan.events.toSorted(compareEvents).map((event) =>
      about(batchId, ordered!, event)
    );
    if (first.length) {
      assert.deepEqual(await record(first), { recorded: first.length, duplicates: 0 });
    }
    let recorded = 0;
    for (let at = 0, n = 0; at < plan.arrival.length; at += plan.sizes[n++]!) {
      const request = plan.arrival.slice(at, at + plan.sizes[n]!).map((event) =>
        about(batchId, mixed!, event)
      );
      const result = await record(request);
      assert.equal(result.recorded + result.duplicates, request.length);
      recorded += result.recorded;
      assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
    }
    assert.equal(recorded, plan.events.length);
    const call = await callState(batchId, mixed!);
    assert.deepEqual(call, await callState(batchId, ordered!));
    const latest = plan.events.filter(({ type }) => type === "transcript-available").toSorted(
      compareEvents,
    ).at(-1);
    assert.deepEqual(call.transcript, latest ? turns(latest) : null);
  });
  await fc.assert(property, { numRuns: 60, seed: Number(Deno.env.get("SEED") ?? 20261124) });
});

test("a request about many batches and calls records each event once", async () => {
  const made = await Promise.all([newBatch(client, 5), newBatch(client, 5), newBatch(client, 5)]);
  const events = made.flatMap(({ batchId, callIds }) =>
    callIds.flatMap((
      callId,
    ) => [event(batchId, callId, "busy", 9), event(batchId, callId, "ringing", 2)])
  );
  assert.deepEqual(await record([...events, events[3]!]), { recorded: 30, duplicates: 1 });
  assert.deepEqual(await record(events), { recorded: 0, duplicates: 30 });
  for (const { batchId } of made) {
    const { body } = await client.get(`/v1/batches/${batchId}`, {
      filter: '{"callStatus":"busy"}',
    });
    assert.deepEqual([body.status, body.total, body.counts.busy], ["completed", 5, 5]);
  }
});

test("event ids are unique per provider and call", async () => {
  const { batchId, callIds: [a, b] } = await newBatch(client, 2);
  const ringing = event(batchId, a!, "ringing", 1);
  const others = [{ ...ringing, callId: b! }, { ...ringing, provider: "twilio" }];
  assert.deepEqual(await record([ringing, ...others]), { recorded: 3, duplicates: 0 });
});

test("a batch takes its status and times from its events", async () => {
  const { batchId, callIds: [a, b] } = await newBatch(client, 2);
  const batch = async () => {
    const { body: { status, startedAt, completedAt } } = await client.get(`/v1/batches/${batchId}`);
    return [status, startedAt, completedAt];
  };
  assert.deepEqual(await batch(), ["draft", null, null]);
  await record([event(batchId, a!, "transcript-available", 1)]);
  assert.deepEqual(await batch(), ["active", null, null]);
  await record([event(batchId, a!, "completed", 50), event(batchId, b!, "ringing", 30)]);
  assert.deepEqual(await batch(), ["active", time(30), null]);
  await record([event(batchId, b!, "failed", 40), event(batchId, b!, "initiated", 20)]);
  assert.deepEqual(await batch(), ["completed", time(20), time(50)]);
  await record([event(batchId, b!, "initiated", 90, 2)]);
  assert.deepEqual(await batch(), ["active", time(20), null]);
  await record([event(batchId, b!, "canceled", 95, 2)]);
  assert.deepEqual(await batch(), ["completed", time(20), time(95)]);
});

test("a call with a retry counts as queued and keeps its batch active", async () => {
  const { batchId, callIds: [callId] } = await newBatch(client, 1, { retry });
  await record([event(batchId, callId!, "busy", 10)]);
  const retried = await callState(batchId, callId!);
  assert.deepEqual([retried.callStatus, retried.nextAttemptAt, retried.attempts], [
    "queued",
    time(70),
    1,
  ]);
  assert.equal(retried.phoneLogs[0].callStatus, "busy");
  const { body } = await client.get(`/v1/batches/${batchId}`);
  assert.deepEqual([body.status, body.counts.queued, body.counts.busy], ["active", 1, 0]);

  await record([event(batchId, callId!, "busy", 80, 2)]);
  const ended = await callState(batchId, callId!);
  assert.deepEqual([ended.callStatus, ended.nextAttemptAt, ended.attempts], ["busy", null, 2]);
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.status, "completed");
});

test("an event that changes nothing does not update the call's row", async () => {
  const { batchId, callIds: [callId] } = await newBatch(client, 1);
  const updatedAt = async () =>
    (await client.get(`/v1/batches/${batchId}/calls/${callId}`)).body.updatedAt;
  await record([event(batchId, callId!, "initiated", 1), event(batchId, callId!, "completed", 9)]);
  const before = await updatedAt();
  await new Promise((done) => setTimeout(done, 5));
  assert.deepEqual(await record([event(batchId, callId!, "ringing", 3)]), {
    recorded: 1,
    duplicates: 0,
  });
  assert.equal(await updatedAt(), before);
  await record([event(batchId, callId!, "transcript-available", 12)]);
  assert.notEqual(await updatedAt(), before);
});

/** The pointers of a rejected request. */
async function rejection(events: NewEvent[], workspaceId?: string): Promise<string[]> {
  const error = await record(events, workspaceId).then(() => undefined, (thrown) => thrown);
  assert.ok(error instanceof InvalidBody, String(error));
  assert.equal(error.status, 422);
  return error.faults.map(({ pointer }) => pointer);
}

test("an unknown call or batch rejects the whole request", async () => {
  const { batchId, callIds: [callId] } = await newBatch(client, 1);
  const other = await newBatch(client, 1);
  const valid = event(batchId, callId!, "completed", 1);
  const otherPosition = callId!.slice(0, -8) + "7fffffff";
  const otherTime = (callId!.startsWith("0") ? "1" : "0") + callId!.slice(1);
  const faulty = [
    valid,
    event(batchId, otherPosition, "busy", 1),
    event(batchId, callId!.slice(0, -8) + "ffffffff", "busy", 1),
    event(batchId, otherTime, "busy", 1),
    event(batchId, other.callIds[0]!, "busy", 1),
    event(crypto.randomUUID(), callId!, "busy", 1),
    valid,
  ];
  assert.deepEqual(await rejection(faulty), [
    "/events/1/callId",
    "/events/2/callId",
    "/events/3/callId",
    "/events/4/callId",
    "/events/5/batchId",
  ]);
  const { callStatus, events } = await callState(batchId, callId!);
  assert.deepEqual([callStatus, events], ["queued", []]);
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.status, "draft");
});

test("a request with more calls than a slice is atomic", async () => {
  const { batchId, callIds } = await newBatch(client, 300);
  const events = callIds.flatMap((
    callId,
  ) => [event(batchId, callId, "ringing", 1), event(batchId, callId, "busy", 2)]);
  const unknown = (index: number) => ({
    ...events[index]!,
    callId: callIds[index / 2]!.replace(/^./, "f"),
  });
  const faulty = events.with(0, unknown(0)).with(450, unknown(450)).with(598, unknown(598));
  assert.deepEqual(await rejection(faulty), [
    "/events/0/callId",
    "/events/450/callId",
    "/events/598/callId",
  ]);
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.counts.queued, 300);
  for (const index of [1, 150, 299]) {
    assert.deepEqual((await callState(batchId, callIds[index]!)).events, []);
  }

  assert.deepEqual(await record([...events, events[3]!]), { recorded: 600, duplicates: 1 });
  assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.counts.busy, 300);
});

test("another workspace's call is reported as missing", async () => {
  const other: Client = await newClient(db);
  const { batchId, callIds: [callId] } = await newBatch(client, 1);
  const { workspaceId } = other;
  assert.deepEqual(await rejection([event(batchId, callId!, "busy", 1)], workspaceId), [
    "/events/0/batchId",
  ]);
  const found = await findCall(db, hashToken(other.token), batchId, callId!);
  assert.deepEqual([found.caller!.workspaceId, found.call], [workspaceId, undefined]);
  assert.equal((await callState(batchId, callId!)).callStatus, "queued");
});

test("a call has at most 1,000 events, which may be repeated", async () => {
  const { batchId, callIds: [full, other] } = await newBatch(client, 2);
  const ringing = (callId: string, from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => event(batchId, callId, "ringing", from + i));
  const all = ringing(full!, 0, 1000);
  assert.deepEqual(await record(all.slice(0, 998)), { recorded: 998, duplicates: 0 });
  const three = [...ringing(other!, 0, 1), ...ringing(full!, 998, 1001)];
  await assert.rejects(record(three), (error: InvalidBody) => {
    assert.equal(error.status, 422);
    const message = "the call has 1,000 events, which is the maximum";
    assert.deepEqual(error.faults, [{ pointer: "/events/3/callId", message }]);
    return true;
  });
  assert.deepEqual(await record(all.slice(990)), { recorded: 2, duplicates: 8 });
  assert.deepEqual(await record(all), { recorded: 0, duplicates: 1000 });
  await assert.rejects(record(ringing(full!, 1000, 1001)), InvalidBody);
});

test("requests that wait for one batch are each accepted, counted or rejected", async () => {
  const { batchId, callIds } = await newBatch(client, 30);
  const request = (n: number) => [0, 1].map((i) => event(batchId, callIds[n + i]!, "ringing", n));
  const unknown = event(batchId, callIds[0]!.replace(/.{12}$/, "0".repeat(12)), "ringing", 1);
  const results = await Promise.allSettled([
    ...Array.from({ length: 20 }, (_, n) => record(request(n))),
    record([...request(20), unknown]),
    record([...request(3), ...request(21)]),
  ]);
  const rejected = results.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
  assert.equal(rejected.length, 1);
  assert.deepEqual(rejected[0].faults.map(({ pointer }: { pointer: string }) => pointer), [
    "/events/2/callId",
  ]);
  const recorded = results.map((one) => one.status === "fulfilled" ? one.value : undefined);
  assert.deepEqual(recorded, [
    ...Array(20).fill({ recorded: 2, duplicates: 0 }),
    undefined,
    { recorded: 2, duplicates: 2 },
  ]);
  assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
});
