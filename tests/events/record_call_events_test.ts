import assert from "node:assert/strict";
import { type Client, newClient, openDatabase } from "../support/client.ts";
import { newBatch } from "../support/campaign.ts";

type Context = { client: Client; other: Client; batchId: string; callId: string };

/** Runs a test with a batch of one call, and a client of another workspace. */
function test(name: string, body: (context: Context) => Promise<void>): void {
  Deno.test(name, async () => {
    const db = openDatabase();
    const [client, other] = [await newClient(db), await newClient(db)];
    const { batchId, callIds } = await newBatch(client, 1);
    await body({ client, other, batchId, callId: callIds[0]! }).finally(() => db.close());
  });
}
const at = "2026-03-01T14:00:01.000Z";
const send = ({ client }: Context, ...events: unknown[]) =>
  client.post("/v1/call-events", { events });

test("getCall returns attempts, transcript and events, oldest first", async (context) => {
  const { client, batchId, callId } = context;
  const call = { batchId, callId };
  const transcript = [{ speaker: "agent", text: "Guten Tag 😀", startSeconds: 0.4 }, {
    speaker: "customer",
    text: "",
  }];
  const cost = { amount: "0.0140", currency: "USD" };
  const recorded = await send(
    context,
    {
      ...call,
      id: "EV4",
      type: "transcript-available",
      at: "2026-03-01T14:02:00.000Z",
      attempt: 2,
      transcript,
    },
    {
      ...call,
      id: "EV3",
      type: "completed",
      at: "2026-03-01T14:01:17.000Z",
      attempt: 2,
      provider: "twilio",
      cost,
    },
    {
      ...call,
      id: "EV2",
      type: "answered",
      at: "2026-03-01T14:00:13.000Z",
      attempt: 2,
      answeredBy: "human",
    },
    { ...call, id: "EV1", type: "busy", at, hangupCause: "user_busy", providerCallId: "CA1" },
  );
  assert.deepEqual([recorded.status, recorded.body], [200, { recorded: 4, duplicates: 0 }]);
  const { body } = await client.get(`/v1/batches/${batchId}/calls/${callId}`);
  const { createdAt: _, updatedAt: __, events, phoneLogs, ...rest } = body;
  assert.deepEqual(rest, {
    id: callId,
    position: 1,
    phoneNumber: "+12025550000",
    callStatus: "completed",
    attempts: 2,
    nextAttemptAt: null,
    callDuration: 64,
    answeredBy: "human",
    hangupCause: null,
    cost,
    recordingUrl: null,
    variables: { plan: "gold" },
    transcript,
  });
  const unknown = {
    from: null,
    answeredAt: null,
    callDuration: null,
    answeredBy: null,
    hangupSource: null,
  };
  assert.deepEqual(phoneLogs, [
    {
      ...unknown,
      attempt: 1,
      callStatus: "busy",
      startedAt: at,
      endedAt: at,
      hangupCause: "user_busy",
      recordingUrl: null,
      provider: "api",
      providerCallId: "CA1",
      cost: null,
    },
    {
      ...unknown,
      attempt: 2,
      callStatus: "completed",
      startedAt: "2026-03-01T14:00:13.000Z",
      answeredAt: "2026-03-01T14:00:13.000Z",
      endedAt: "2026-03-01T14:01:17.000Z",
      callDuration: 64,
      answeredBy: "human",
      hangupCause: null,
      recordingUrl: null,
      provider: "twilio",
      providerCallId: null,
      cost,
    },
  ]);
  assert.deepEqual(events.map(({ receivedAt: _, ...event }: { receivedAt: string }) => event), [
    { id: "EV1", provider: "api", type: "busy", attempt: 1, at },
    { id: "EV2", provider: "api", type: "answered", attempt: 2, at: "2026-03-01T14:00:13.000Z" },
    {
      id: "EV3",
      provider: "twilio",
      type: "completed",
      attempt: 2,
      at: "2026-03-01T14:01:17.000Z",
    },
    {
      id: "EV4",
      provider: "api",
      type: "transcript-available",
      attempt: 2,
      at: "2026-03-01T14:02:00.000Z",
    },
  ]);
});

test("times with any offset and digits are truncated to UTC milliseconds", async (context) => {
  const { client, batchId, callId } = context;
  const call = { batchId: batchId.toUpperCase(), callId: callId.toUpperCase() };
  await send(context, {
    ...call,
    id: "1",
    type: "ringing",
    at: "2026-03-01T23:30:00.123999999+05:30",
  });
  await send(context, { ...call, id: "2", type: "busy", at: "2026-03-01T23:00:07-01:00" });
  const { body } = await client.get(`/v1/batches/${call.batchId}/calls/${call.callId}`);
  const [{ startedAt, endedAt }] = body.phoneLogs;
  assert.deepEqual([startedAt, endedAt], ["2026-03-01T18:00:00.123Z", "2026-03-02T00:00:07.000Z"]);
});

test("returns a 400 with the pointer of the invalid field", async (context) => {
  const { batchId, callId } = context;
  const good = { id: "EV1", batchId, callId, type: "busy", at };
  const transcript = { ...good, type: "transcript-available" };
  const cases: [unknown, string][] = [
    [{ ...good, at: "2026-02-30T00:00:00Z" }, "/events/1/at"],
    [{ ...good, at: "2026-03-01T00:00:60Z" }, "/events/1/at"],
    [{ ...good, at: "2026-03-01T00:00:00" }, "/events/1/at"],
    [{ ...good, at: "0000-01-01T00:00:00Z" }, "/events/1/at"],
    [{ ...good, at: "1000-01-01T00:30:00+01:00" }, "/events/1/at"],
    [{ ...good, at: "2999-12-31T23:30:00-01:00" }, "/events/1/at"],
    [{ ...good, id: "a\u0000b" }, "/events/1/id"],
    [{ ...good, provider: "\ud800" }, "/events/1/provider"],
    [{ ...good, providerCallId: "" }, "/events/1/providerCallId"],
    [{ ...good, attempt: 0 }, "/events/1/attempt"],
    [{ ...good, attempt: 101 }, "/events/1/attempt"],
    [{ ...good, type: "queued" }, "/events/1/type"],
    [{ ...good, callId: "EV1" }, "/events/1/callId"],
    [{ ...good, transcript: [] }, "/events/1/transcript"],
    [{ ...good, cost: { amount: "1e3", currency: "USD" } }, "/events/1/cost/amount"],
    [{ ...good, type: "recording-available" }, "/events/1/recordingUrl"],
    [transcript, "/events/1/transcript"],
    [
      { ...transcript, transcript: [{ speaker: "a", text: "x\u0000" }] },
      "/events/1/transcript/0/text",
    ],
    [
      { ...transcript, transcript: [{ speaker: "a", text: "\udc00" }] },
      "/events/1/transcript/0/text",
    ],
  ];
  for (const [event, pointer] of cases) {
    const { status, body } = await send(context, good, event);
    assert.deepEqual(
      [status, body.errors?.[0].in, body.errors?.[0].pointer],
      [400, "body", pointer],
      JSON.stringify(event),
    );
  }
  const { body } = await context.client.get(`/v1/batches/${batchId}/calls/${callId}`);
  assert.deepEqual(body.events, []);
});

test("accepts 1 to 1,000 events per request", async (context) => {
  const { batchId, callId } = context;
  const events = Array.from(
    { length: 1001 },
    (_, n) => ({ id: `EV${n}`, batchId, callId, type: "ringing", at }),
  );
  assert.equal((await send(context)).status, 400);
  assert.equal((await send(context, ...events)).status, 400);
  assert.deepEqual((await send(context, ...events.slice(1))).body, {
    recorded: 1000,
    duplicates: 0,
  });
  assert.deepEqual((await send(context, ...events.slice(1))).body, {
    recorded: 0,
    duplicates: 1000,
  });
});

/** A problem without the ids of its request. */
const withoutIds = ({ requestId: _, instance: __, ...rest }: Record<string, unknown>) => rest;

test("another workspace's call is reported as missing", async (context) => {
  const { client, other, batchId, callId } = context;
  const id = crypto.randomUUID();
  const [theirs, none] = await Promise.all(
    [batchId, id].map((batch) => other.get(`/v1/batches/${batch}/calls/${callId}`)),
  );
  assert.deepEqual([theirs!.status, withoutIds(theirs!.body)], [404, withoutIds(none!.body)]);
  const event = { id: "EV1", batchId, callId, type: "busy", at };
  const a = await other.post("/v1/call-events", { events: [event] });
  const b = await other.post("/v1/call-events", { events: [{ ...event, batchId: id }] });
  assert.deepEqual([a.status, a.body.code, withoutIds(a.body)], [
    422,
    "events_rejected",
    withoutIds(b.body),
  ]);
  assert.equal(
    (await client.get(`/v1/batches/${batchId}/calls/${callId}`)).body.callStatus,
    "queued",
  );
});

test("a call is found only in its own batch", async ({ client, callId }) => {
  const other = await newBatch(client, 1);
  assert.equal((await client.get(`/v1/batches/${other.batchId}/calls/${callId}`)).status, 404);
});
