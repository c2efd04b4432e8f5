/** A known id with other content is an error that names it, never a silent duplicate. */
import assert from "node:assert/strict";
import { type Client, newClient, openDatabase } from "../support/client.ts";
import { newBatch } from "../support/campaign.ts";

type Event = Record<string, unknown>;
type Context = {
  client: Client;
  event: Event;
  send(...events: Event[]): ReturnType<Client["post"]>;
};

/** Runs a test with an event that is recorded already. */
function test(name: string, body: (context: Context) => Promise<void>): void {
  Deno.test(name, async () => {
    const db = openDatabase();
    const client = await newClient(db);
    const { batchId, callIds } = await newBatch(client, 2);
    const event = {
      id: "EV1",
      batchId,
      callId: callIds[0]!,
      type: "ringing",
      at: "2026-03-01T14:00:01.000Z",
      from: "+12025550100",
      cost: { amount: "0.0140", currency: "USD" },
    };
    const send: Context["send"] = (...events) => client.post("/v1/call-events", { events });
    assert.deepEqual((await send(event)).body, { recorded: 1, duplicates: 0 });
    await body({ client, event, send }).finally(() => db.close());
  });
}

const known = (what: string) =>
  `event "EV1" of attempt 1 is known ${what}; ` +
  "repeat it unchanged, or give another event its own id";

test("another type, time or detail is a 422 with the member and what is known", async (context) => {
  const { event, send, client } = context;
  const { from: _, ...without } = event;
  const cases: [Event, string, string][] = [
    [{ ...event, type: "answered" }, "type", 'with type "ringing"'],
    [{ ...event, at: "2026-03-01T14:00:02Z" }, "at", 'with at "2026-03-01T14:00:01.000Z"'],
    [{ ...event, attempt: 2 }, "attempt", "with attempt 1"],
    [{ ...event, from: "+12025550101" }, "from", 'with from "+12025550100"'],
    [without, "from", 'with from "+12025550100"'],
    [{ ...event, hangupCause: "user_busy" }, "hangupCause", "without hangupCause"],
    [
      { ...event, cost: { amount: "1", currency: "USD" } },
      "cost",
      'with cost {"amount":"0.0140","currency":"USD"}',
    ],
    [
      { ...event, type: "answered", at: "2026-03-01T14:00:02Z" },
      "type",
      'with type "ringing"; at differ too',
    ],
  ];
  for (const [changed, member, what] of cases) {
    const fresh = { ...event, id: "EV2", type: "busy" };
    const { status, body } = await send(fresh, changed);
    assert.deepEqual([status, body.code, body.errors], [422, "events_rejected", [
      { in: "body", pointer: `/events/1/${member}`, message: known(what) },
    ]]);
  }
  const { body } = await client.get(`/v1/batches/${event.batchId}/calls/${event.callId}`);
  assert.deepEqual(body.events.map(({ id }: { id: string }) => id), ["EV1"], "nothing is recorded");
});

test("the same event in other words is a duplicate", async ({ event, send }) => {
  const repeated = {
    ...event,
    at: "2026-03-01T15:00:01.0009+01:00",
    provider: "api",
    attempt: 1,
    cost: { currency: "USD", amount: "0.0140" },
  };
  assert.deepEqual((await send(event, repeated)).body, { recorded: 0, duplicates: 2 });
});

test("ids are of an attempt, of a provider and of a call", async ({ event, send, client }) => {
  const { body: { calls } } = await client.get(`/v1/batches/${event.batchId}`);
  const other = calls.find(({ id }: { id: string }) => id !== event.callId).id;
  const events = [
    { ...event, attempt: 2, at: "2026-03-01T15:00:00Z" },
    { ...event, attempt: 3, type: "busy" },
    { ...event, provider: "twilio", type: "busy" },
    { ...event, callId: other, type: "busy" },
  ];
  assert.deepEqual((await send(...events)).body, { recorded: 4, duplicates: 0 });
  assert.deepEqual((await send(...events)).body, { recorded: 0, duplicates: 4 });
});

test("two events of one request with one id are compared too", async ({ event, send }) => {
  const first = { ...event, id: "EV9" };
  const { status, body } = await send(first, { ...first, type: "busy" }, {
    ...event,
    type: "busy",
  });
  assert.deepEqual(
    [status, body.errors.map(({ pointer }: { pointer: string }) => pointer)],
    [422, ["/events/1/type", "/events/2/type"]],
  );
  assert.deepEqual((await send(first, first)).body, { recorded: 1, duplicates: 1 });
});

test("ids of control characters fit into the problem", async ({ event, send }) => {
  const first = { ...event, id: "\u0001".repeat(128) };
  const { status } = await send(first, { ...first, type: "busy" });
  assert.equal(status, 422);
});

test("Callboard's own provider is reserved", async ({ event, send }) => {
  const { status, body } = await send({ ...event, provider: "callboard" });
  assert.deepEqual([status, body.errors[0].pointer], [400, "/events/0/provider"]);
});

test("another transcript under a known id is an error, the same a duplicate", async (context) => {
  const { event: { batchId, callId, at }, send } = context;
  const transcribed = (text: string, more: Event = {}) => ({
    id: 'T{1},"',
    batchId,
    callId,
    type: "transcript-available",
    at,
    transcript: [{ startSeconds: 0.4, speaker: "agent", text }],
    ...more,
  });
  assert.equal((await send(transcribed("Guten Tag"))).body.recorded, 1);
  const again = await send(transcribed("Guten Tag"));
  assert.deepEqual(again.body, { recorded: 0, duplicates: 1 });
  const { status, body } = await send(transcribed("Guten Tag"), transcribed("Hallo"));
  assert.deepEqual(
    [status, body.errors.map(({ pointer }: { pointer: string }) => pointer)],
    [422, ["/events/1/transcript"]],
  );
  const twice = [transcribed("a", { id: "T2" }), transcribed("b", { id: "T2" })];
  assert.deepEqual((await send(...twice)).body.errors[0].pointer, "/events/1/transcript");
});
