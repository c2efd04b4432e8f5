import assert from "node:assert/strict";
import fc from "fast-check";
import type { Database } from "../../src/db/client.ts";
import { type CallEvent, compareEvents } from "../../src/domain/call_state.ts";
import type { Turn } from "../../src/domain/call.ts";
import { InvalidBody } from "../../src/domain/errors.ts";
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

/** Gives each test a connection and a workspace of its own. */
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

/** What can be seen of a call, but for who it is and when it was written. */
async function seen(batchId: string, callId: string) {
  const call = JSON.parse((await findCall(db, client.workspaceId, batchId, callId))!);
  const { id: _, position: __, phoneNumber: ___, createdAt: ____, updatedAt: _____, ...rest } =
    call;
  rest.events = rest.events.map(({ receivedAt: _, ...event }: { receivedAt: string }) => event);
  return rest;
}

type Plan = { events: CallEvent[]; arrival: CallEvent[]; sizes: number[] };
/** A history, and one way in which it may arrive: in some order, some of it twice, in requests of some sizes. */
const plans: fc.Arbitrary<Plan> = history(9).chain((events) =>
  fc.record({
    events: fc.constant(events),
    arrival: fc.subarray(events).chain((again) => shuffled([...events, ...again])),
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 18, maxLength: 18 }),
  })
);

test("property: any order, grouping and repetition of events ends in the state of the ordered ones", async () => {
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
    const call = await seen(batchId, mixed!);
    assert.deepEqual(call, await seen(batchId, ordered!));
    const latest = plan.events.filter(({ type }) => type === "transcript-available").toSorted(
      compareEvents,
    ).at(-1);
    assert.deepEqual(call.transcript, latest ? turns(latest) : null);
  });
  await fc.assert(property, { numRuns: 60, seed: Number(Deno.env.get("SEED") ?? 20261124) });
});

test("one request over many batches and calls, each event once", async () => {
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

test("an event's id is its provider's and its call's own", async () => {
  const { batchId, callIds: [a, b] } = await newBatch(client, 2);
  const ringing = event(batchId, a!, "ringing", 1);
  const others = [{ ...ringing, callId: b! }, { ...ringing, provider: "twilio" }];
  assert.deepEqual(await record([ringing, ...others]), { recorded: 3, duplicates: 0 });
});

test("a batch is draft, then active, completed, and active again; its times are those of the events", async () => {
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

test("a call that will be tried again counts as queued and keeps its batch open", async () => {
  const { batchId, callIds: [callId] } = await newBatch(client, 1, { retry });
  await record([event(batchId, callId!, "busy", 10)]);
  const again = await seen(batchId, callId!);
  assert.deepEqual([again.callStatus, again.nextAttemptAt, again.attempts], [
    "queued",
    time(70),
    1,
  ]);
  assert.equal(again.phoneLogs[0].callStatus, "busy");
  const { body } = await client.get(`/v1/batches/${batchId}`);
  assert.deepEqual([body.status, body.counts.queued, body.counts.busy], ["active", 1, 0]);

  await record([event(batchId, callId!, "busy", 80, 2)]);
  const ended = await seen(batchId, callId!);
  assert.deepEqual([ended.callStatus, ended.nextAttemptAt, ended.attempts], ["busy", null, 2]);
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.status, "completed");
});

test("an event that changes nothing leaves the call's row alone", async () => {
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

/** The places that a request is rejected for. */
async function rejection(events: NewEvent[], workspaceId?: string): Promise<string[]> {
  const error = await record(events, workspaceId).then(() => undefined, (thrown) => thrown);
  assert.ok(error instanceof InvalidBody, String(error));
  assert.equal(error.status, 422);
  return error.faults.map(({ pointer }) => pointer);
}

test("one unknown call or batch, and nothing is recorded", async () => {
  const { batchId, callIds: [callId] } = await newBatch(client, 1);
  const other = await newBatch(client, 1);
  const known = event(batchId, callId!, "completed", 1);
  const moved = callId!.slice(0, -8) + "7fffffff";
  const near = (callId!.startsWith("0") ? "1" : "0") + callId!.slice(1);
  const faulty = [
    known,
    event(batchId, moved, "busy", 1),
    event(batchId, callId!.slice(0, -8) + "ffffffff", "busy", 1),
    event(batchId, near, "busy", 1),
    event(batchId, other.callIds[0]!, "busy", 1),
    event(crypto.randomUUID(), callId!, "busy", 1),
    known,
  ];
  assert.deepEqual(await rejection(faulty), [
    "/events/1/callId",
    "/events/2/callId",
    "/events/3/callId",
    "/events/4/callId",
    "/events/5/batchId",
  ]);
  const { callStatus, events } = await seen(batchId, callId!);
  assert.deepEqual([callStatus, events], ["queued", []]);
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.status, "draft");
});

test("a request about more calls than one statement takes is all or nothing", async () => {
  const { batchId, callIds } = await newBatch(client, 300);
  const events = callIds.flatMap((
    callId,
  ) => [event(batchId, callId, "ringing", 1), event(batchId, callId, "busy", 2)]);
  const near = (index: number) => ({
    ...events[index]!,
    callId: callIds[index / 2]!.replace(/^./, "f"),
  });
  const faulty = events.with(0, near(0)).with(450, near(450)).with(598, near(598));
  assert.deepEqual(await rejection(faulty), [
    "/events/0/callId",
    "/events/450/callId",
    "/events/598/callId",
  ]);
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.counts.queued, 300);
  for (const index of [1, 150, 299]) {
    assert.deepEqual((await seen(batchId, callIds[index]!)).events, []);
  }

  assert.deepEqual(await record([...events, events[3]!]), { recorded: 600, duplicates: 1 });
  assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.counts.busy, 300);
});

test("another workspace's call is like none", async () => {
  const stranger: Client = await newClient(db);
  const { batchId, callIds: [callId] } = await newBatch(client, 1);
  const { workspaceId } = stranger;
  assert.deepEqual(await rejection([event(batchId, callId!, "busy", 1)], workspaceId), [
    "/events/0/batchId",
  ]);
  assert.equal(await findCall(db, workspaceId, batchId, callId!), undefined);
  assert.equal((await seen(batchId, callId!)).callStatus, "queued");
});
