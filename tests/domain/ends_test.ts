/** What may come after the end of an attempt: each end with each later event, as a table. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Retry } from "../../src/domain/batch.ts";
import type { CallEventDetails, CallEventType } from "../../src/domain/call.ts";
import { endNotReported, ownProvider } from "../../src/domain/call_event.ts";
import { type CallEvent, callState, isFinal, openAttempts } from "../../src/domain/call_state.ts";
import { history } from "../support/arbitrary_events.ts";

const retry: Retry = { maxAttempts: 3, delaySeconds: 60, on: ["busy", "no-answer", "failed"] };
const time = (seconds: number) =>
  new Date(Date.parse("2026-03-01T14:00:00.000Z") + seconds * 1000).toISOString();
let ids = 0;
const event = (
  type: CallEventType,
  seconds: number,
  details: CallEventDetails = {},
  attempt = 1,
): CallEvent => ({
  id: `EV${ids++}`,
  provider: "twilio",
  type,
  at: time(seconds),
  attempt,
  details,
});
/** The event that closes an attempt. */
const closing = (seconds: number, attempt = 1): CallEvent => ({
  ...event("failed", seconds, { hangupCause: endNotReported }, attempt),
  provider: ownProvider,
});

const ends = ["completed", "busy", "no-answer", "failed", "canceled"] as const;
const laterTypes = ["initiated", "ringing", "answered", ...ends] as const;

/**
 * The status of the call with and without a retry policy after `initiated`, an end and a later
 * event of the same attempt: what was reported last does not hide that somebody talks or was busy.
 */
const matrix: Record<typeof ends[number], Record<typeof laterTypes[number], string>> = {
  completed: {
    initiated: "completed / completed",
    ringing: "completed / completed",
    answered: "completed / completed",
    completed: "completed / completed",
    busy: "queued / busy",
    "no-answer": "queued / no-answer",
    failed: "queued / failed",
    canceled: "canceled / canceled",
  },
  busy: {
    initiated: "initiated / busy",
    ringing: "ringing / busy",
    answered: "in-progress / in-progress",
    completed: "queued / busy",
    busy: "queued / busy",
    "no-answer": "queued / no-answer",
    failed: "queued / failed",
    canceled: "canceled / canceled",
  },
  "no-answer": {
    initiated: "initiated / no-answer",
    ringing: "ringing / no-answer",
    answered: "in-progress / in-progress",
    completed: "queued / no-answer",
    busy: "queued / busy",
    "no-answer": "queued / no-answer",
    failed: "queued / failed",
    canceled: "canceled / canceled",
  },
  failed: {
    initiated: "initiated / failed",
    ringing: "ringing / failed",
    answered: "in-progress / in-progress",
    completed: "queued / failed",
    busy: "queued / busy",
    "no-answer": "queued / no-answer",
    failed: "queued / failed",
    canceled: "canceled / canceled",
  },
  canceled: {
    initiated: "canceled / canceled",
    ringing: "canceled / canceled",
    answered: "in-progress / in-progress",
    completed: "canceled / canceled",
    busy: "queued / busy",
    "no-answer": "queued / no-answer",
    failed: "queued / failed",
    canceled: "canceled / canceled",
  },
};

Deno.test("each end × each later event of the attempt, in both orders of arrival", () => {
  for (const end of ends) {
    for (const later of laterTypes) {
      const events = [event("initiated", 0), event(end, 5), event(later, 8)];
      for (const arrival of [events, events.toReversed()]) {
        const found = [retry, null].map((rule) => callState(arrival, rule).status).join(" / ");
        assert.equal(found, matrix[end][later], `${end}, then ${later}`);
      }
    }
  }
});

Deno.test("events of one dial, named by its id, never begin another one", () => {
  const named = { providerCallId: "CA1" };
  for (const end of ["busy", "no-answer", "failed"] as const) {
    for (const late of ["initiated", "ringing"] as const) {
      const events = [event("initiated", 0, named), event(end, 5, named), event(late, 8, named)];
      assert.equal(callState(events, retry).status, "queued", `${end}, then ${late}`);
    }
  }
});

Deno.test("a person who talks is in-progress under any numbering of attempts and dials", () => {
  const a = { providerCallId: "CA1" };
  const b = { providerCallId: "CA2" };
  const cases: [string, CallEvent[]][] = [
    ["no attempt, no id", [event("busy", 5), event("initiated", 100), event("answered", 110)]],
    ["no attempt, two ids", [
      event("initiated", 0, a),
      event("busy", 5, a),
      event("initiated", 100, b),
      event("answered", 110, b),
    ]],
    ["two dials at once, the other one ends", [
      event("initiated", 0, a),
      event("initiated", 3, b),
      event("answered", 4, b),
      event("busy", 5, a),
    ]],
    ["two dials at once, an end without id", [
      event("initiated", 0, a),
      event("initiated", 3, b),
      event("answered", 4),
      event("busy", 5),
    ]],
    ["the answer is of an earlier attempt", [
      event("answered", 4, a),
      event("initiated", 5, b, 2),
      event("busy", 8, b, 2),
    ]],
    ["an answer after the end of its own dial", [event("failed", 5, a), event("answered", 6, a)]],
  ];
  for (const [name, events] of cases) {
    for (const arrival of [events, events.toReversed()]) {
      const { status, nextAttemptAt } = callState(arrival, retry);
      assert.deepEqual([status, nextAttemptAt], ["in-progress", null], name);
    }
  }
});

Deno.test("the end of the second dial queues the call, from that end", () => {
  const events = [event("busy", 5), event("initiated", 100), event("no-answer", 120)];
  const { status, nextAttemptAt } = callState(events, retry);
  assert.deepEqual([status, nextAttemptAt], ["queued", time(180)]);
  const talked = callState(
    [event("busy", 5), event("answered", 100), event("completed", 160)],
    retry,
  );
  assert.deepEqual([talked.status, talked.logs[0]!.callDuration], ["completed", 60]);
});

Deno.test("each dial under one attempt number counts towards maxAttempts", () => {
  const named = (providerCallId: string) => ({ providerCallId });
  const cases: [string, CallEvent[], string][] = [
    ["ids", [event("busy", 5, named("1")), event("busy", 6, named("2"))], "queued"],
    ["three ids", [1, 2, 3].map((n) => event("busy", n, named(`${n}`))), "busy"],
    ["ends a delay apart", [5, 65, 125].map((s) => event("no-answer", s)), "no-answer"],
    ["an end repeated within the delay", [5, 6, 7].map((s) => event("no-answer", s)), "queued"],
    [
      "dials by time",
      [0, 100, 200].flatMap((s) => [
        event("initiated", s),
        event("busy", s + 5),
      ]),
      "busy",
    ],
    ["with another attempt", [
      event("busy", 5, named("1")),
      event("busy", 70, named("2")),
      event("busy", 140, named("3"), 2),
    ], "busy"],
    ["a closing `completed`", [
      event("initiated", 0, named("1")),
      event("busy", 5, named("1")),
      event("completed", 90, named("9")),
    ], "queued"],
  ];
  for (const [name, events, status] of cases) {
    assert.equal(callState(events, retry).status, status, name);
  }
});

Deno.test("`completed` with a duration or who answered counts as an answer", () => {
  const after = (details: CallEventDetails) =>
    callState([event("busy", 5), event("completed", 90, details)], retry).status;
  assert.equal(after({ callDuration: 64 }), "completed");
  assert.equal(after({ answeredBy: "human" }), "completed");
  assert.equal(after({ callDuration: 0 }), "queued");
  const { status, logs } = callState([event("busy", 5), event("completed", 90)], null);
  assert.deepEqual([status, logs[0]!.endedAt, logs[0]!.callDuration], ["busy", time(5), null]);
});

Deno.test("a closed attempt is failed; a reported end replaces that, at any time", () => {
  const open = [event("initiated", 0, { from: "+12025550100" }), event("answered", 9)];
  const closed = callState([...open, closing(14_409)], retry);
  const [log] = closed.logs;
  assert.deepEqual([closed.status, closed.nextAttemptAt], ["failed", null], "answered: no retry");
  assert.deepEqual(
    [log!.callStatus, log!.endedAt, log!.hangupCause, log!.callDuration, log!.provider],
    ["failed", time(14_409), endNotReported, null, "twilio"],
  );
  const unanswered = callState([event("initiated", 0), closing(14_400)], retry);
  assert.deepEqual([unanswered.status, unanswered.nextAttemptAt], ["queued", time(14_460)]);
  for (const end of ends) {
    for (const seconds of [60, 20_000]) {
      const known = [...open, event(end, seconds, { hangupCause: "normal_clearing" })];
      assert.deepEqual(
        callState([...known, closing(14_409)], retry),
        callState(known, retry),
        `${end} at ${seconds}`,
      );
    }
  }
  assert.equal(
    callState([...open, closing(50), event("answered", 60)], retry).status,
    "in-progress",
  );
});

const rules: fc.Arbitrary<Retry | null> = fc.option(fc.record({
  maxAttempts: fc.integer({ min: 1, max: 4 }),
  delaySeconds: fc.constantFrom(0, 1, 60),
  on: fc.subarray(["busy" as const, "no-answer" as const, "failed" as const], { minLength: 1 }),
}));

Deno.test("property: nobody who talks is queued, and closing leaves no dial under way", () => {
  fc.assert(
    fc.property(history(12), rules, (events, rule) => {
      const { status, logs } = callState(events, rule);
      if (logs.some(({ callStatus }) => callStatus === "in-progress")) {
        assert.notEqual(status, "queued");
      }
      const latest = events.map(({ at }) => at).sort().at(-1)!;
      const open = openAttempts(events);
      if (status !== "queued" && !isFinal(status)) assert.ok(open.length > 0);
      const closed = [
        ...events,
        ...open.map((attempt) => ({ ...closing(0, attempt), at: latest })),
      ];
      const after = callState(closed, rule).status;
      if (events.length > 0) assert.ok(after === "queued" || isFinal(after), after);
      assert.deepEqual(openAttempts(closed), []);
      assert.deepEqual(callState(closed.toReversed(), rule), callState(closed, rule));
    }),
    { numRuns: 2000 },
  );
});
