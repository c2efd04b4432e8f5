import assert from "node:assert/strict";
import fc from "fast-check";
import type { Retry } from "../../src/domain/batch.ts";
import type { CallEventDetails, CallEventType, PhoneLog } from "../../src/domain/call.ts";
import { type CallEvent, callState, compareEvents, isFinal } from "../../src/domain/call_state.ts";
import { history, shuffled } from "../support/arbitrary_events.ts";

const retry: Retry = { maxAttempts: 2, delaySeconds: 90, on: ["busy", "failed"] };
const time = (seconds: number) =>
  new Date(Date.parse("2026-03-01T14:00:00.000Z") + seconds * 1000).toISOString();
let ids = 0;

function event(
  type: CallEventType,
  seconds: number,
  details: CallEventDetails = {},
  attempt = 1,
): CallEvent {
  return { id: `EV${ids++}`, provider: "twilio", type, at: time(seconds), attempt, details };
}
/** The latest attempt of a call with these events. */
const latest = (...events: CallEvent[]) => callState(events, null).logs.at(-1)!;

Deno.test("a call without events is queued and has no attempts", () => {
  assert.deepEqual(callState([], retry), { status: "queued", nextAttemptAt: null, logs: [] });
});

Deno.test("an answered call sets every field of its log", () => {
  const cost = { amount: "0.0140", currency: "USD" };
  const state = callState([
    event("initiated", 1, { from: "+12025550100", providerCallId: "CA1" }),
    event("ringing", 3),
    event("answered", 13, { answeredBy: "human" }),
    event("completed", 77.9, { hangupCause: "normal_clearing", hangupSource: "callee", cost }),
    event("recording-available", 80, { recordingUrl: "https://r.example.com/1" }),
    event("transcript-available", 90),
  ], retry);
  const log: PhoneLog = {
    attempt: 1,
    callStatus: "completed",
    from: "+12025550100",
    startedAt: time(1),
    answeredAt: time(13),
    endedAt: time(77.9),
    callDuration: 64,
    answeredBy: "human",
    hangupCause: "normal_clearing",
    hangupSource: "callee",
    recordingUrl: "https://r.example.com/1",
    provider: "twilio",
    providerCallId: "CA1",
    cost,
  };
  assert.deepEqual(state, { status: "completed", nextAttemptAt: null, logs: [log] });
});

Deno.test("the status never moves back to an earlier stage", () => {
  assert.equal(
    latest(event("answered", 1), event("ringing", 2), event("initiated", 3)).callStatus,
    "in-progress",
  );
  assert.equal(latest(event("completed", 1), event("answered", 2)).callStatus, "completed");
  assert.equal(latest(event("busy", 1), event("ringing", 9)).endedAt, time(1));
});

Deno.test("of several final statuses the latest wins", () => {
  const log = latest(event("completed", 5), event("failed", 9), event("busy", 3));
  assert.deepEqual([log.callStatus, log.endedAt], ["failed", time(9)]);
});

Deno.test("final statuses at the same time are ordered by provider, then id, by code point", () => {
  const tied = (provider: string, id: string, type: CallEventType) => ({
    ...event(type, 5),
    provider,
    id,
  });
  assert.equal(latest(tied("b", "1", "busy"), tied("a", "2", "failed")).callStatus, "busy");
  assert.equal(latest(tied("a", "1", "busy"), tied("a", "10", "failed")).callStatus, "failed");
  assert.equal(latest(tied("a", "😀", "busy"), tied("a", "\uFFFD", "failed")).callStatus, "busy");
});

Deno.test("startedAt is the first initiated event, else the first progress event", () => {
  assert.equal(
    latest(event("ringing", 1), event("initiated", 2), event("initiated", 3)).startedAt,
    time(2),
  );
  assert.equal(latest(event("ringing", 4), event("busy", 9)).startedAt, time(4));
  assert.equal(latest(event("recording-available", 1), event("ringing", 4)).startedAt, time(4));
});

Deno.test("callDuration is the latest reported one, else from answer to end", () => {
  const answered = event("answered", 10.5);
  assert.equal(latest(answered, event("completed", 12.4)).callDuration, 1);
  assert.equal(latest(answered, event("completed", 12.4, { callDuration: 7 })).callDuration, 7);
  assert.equal(
    latest(event("answered", 1, { callDuration: 3 }), event("completed", 9, { callDuration: 0 }))
      .callDuration,
    0,
  );
  assert.equal(latest(event("completed", 12)).callDuration, null);
  assert.equal(latest(answered, event("failed", 20)).callDuration, 9);
  assert.equal(latest(answered, event("canceled", 20)).callDuration, 9);
  assert.equal(
    latest(answered, event("completed", 9)).callDuration,
    0,
    "the end precedes the answer",
  );
  assert.equal(
    latest(event("answered", 0), event("completed", 900_000)).callDuration,
    604_800,
    "at most a week",
  );
});

Deno.test("details come from the latest event that has them", () => {
  const log = latest(
    event("completed", 9, { hangupCause: "normal_clearing" }),
    event("initiated", 1, { from: "+12025550100", hangupCause: "user_busy" }),
    event("ringing", 2, { from: "+12025550101" }),
  );
  assert.deepEqual([log.from, log.hangupCause, log.answeredBy], [
    "+12025550101",
    "normal_clearing",
    null,
  ]);
});

Deno.test("an attempt with only a recording or transcript counts as initiated", () => {
  for (const type of ["recording-available", "transcript-available"] as const) {
    const { callStatus, startedAt, endedAt, provider } = latest(event(type, 1));
    assert.deepEqual([callStatus, startedAt, endedAt, provider], [
      "initiated",
      null,
      null,
      "twilio",
    ]);
  }
});

Deno.test("the latest attempt determines the status, even if others are reported later", () => {
  const state = callState([event("ringing", 5, {}, 3), event("completed", 99, {}, 1)], null);
  assert.equal(state.status, "ringing");
  assert.deepEqual(state.logs.map(({ attempt, callStatus }) => [attempt, callStatus]), [[
    1,
    "completed",
  ], [
    3,
    "ringing",
  ]]);
});

Deno.test("a call is queued again after a status in `retry.on` while attempts are left", () => {
  const after = (type: CallEventType, attempt: number, rule: Retry | null = retry) => {
    const { status, nextAttemptAt } = callState([event(type, 10, {}, attempt)], rule);
    return [status, nextAttemptAt];
  };
  assert.deepEqual(after("busy", 1), ["queued", time(100)]);
  assert.deepEqual(after("busy", 2), ["busy", null]);
  assert.deepEqual(after("no-answer", 1), ["no-answer", null]);
  assert.deepEqual(after("completed", 1), ["completed", null]);
  assert.deepEqual(after("busy", 1, null), ["busy", null]);
  const resumed = callState([event("busy", 10), event("ringing", 5, {}, 2)], retry);
  assert.deepEqual([resumed.status, resumed.nextAttemptAt], ["ringing", null]);
});

Deno.test("the next attempt is never due after the latest time of the contract", () => {
  const end = { ...event("busy", 0), at: "2999-12-31T23:59:59.000Z" };
  assert.equal(callState([end], retry).nextAttemptAt, "2999-12-31T23:59:59.999Z");
});

Deno.test("property: the state does not depend on the order of the events", () => {
  const cases = history(12).chain((events) => fc.tuple(fc.constant(events), shuffled(events)));
  fc.assert(fc.property(cases, fc.constantFrom(retry, null), ([events, mixed], rule) => {
    const ordered = events.toSorted(compareEvents);
    assert.deepEqual(callState(mixed, rule), callState(ordered, rule));
  }));
});

Deno.test("property: the fields of a state are consistent", () => {
  fc.assert(fc.property(history(12), (events) => {
    const { status, nextAttemptAt, logs } = callState(events, retry);
    assert.deepEqual(
      logs.map(({ attempt }) => attempt),
      [...new Set(events.map((e) => e.attempt))].sort(),
    );
    for (const log of logs) {
      assert.equal(log.endedAt !== null, isFinal(log.callStatus));
      assert.ok(log.callDuration === null || log.callDuration >= 0);
    }
    assert.equal(nextAttemptAt !== null, status === "queued" && logs.length > 0);
  }));
});
