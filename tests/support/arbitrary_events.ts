/** Random histories of a call, from few values, so that ties and contradictions are common. */
import fc from "fast-check";
import type { CallEvent } from "../../src/domain/call_state.ts";

const seconds = fc.integer({ min: 0, max: 5 });
const at = seconds.map((s) =>
  new Date(Date.parse("2026-03-01T14:00:00.000Z") + s * 700).toISOString()
);
const details = fc.record({
  from: fc.constantFrom("+12025550100", "+12025550101"),
  callDuration: fc.integer({ min: 0, max: 3 }),
  answeredBy: fc.constantFrom("human" as const, "fax" as const),
  hangupCause: fc.constantFrom("user_busy", "normal_clearing"),
  hangupSource: fc.constantFrom("caller" as const, "callee" as const),
  providerCallId: fc.constantFrom("CA1", "CA2"),
  cost: fc.constantFrom({ amount: "0.0140", currency: "USD" }, { amount: "1", currency: "EUR" }),
}, { requiredKeys: [] });
const who = {
  attempt: fc.integer({ min: 1, max: 3 }),
  at,
  // The order of the last two differs between code points and UTF-16.
  provider: fc.constantFrom("twilio", "Twilio", "api", "\uFFFD", "😀"),
};
const progress = fc.record({
  ...who,
  type: fc.constantFrom(
    "initiated" as const,
    "ringing" as const,
    "answered" as const,
    "completed" as const,
    "busy" as const,
    "no-answer" as const,
    "failed" as const,
    "canceled" as const,
  ),
  details,
});
const recording = fc.record({
  ...who,
  type: fc.constant("recording-available" as const),
  details: fc.record({
    recordingUrl: fc.constantFrom("https://r.example.com/1", "https://r.example.com/2"),
  }),
});
const transcript = fc.record({
  ...who,
  type: fc.constant("transcript-available" as const),
  details: fc.constant({}),
});

/** Events of one call with unique ids, whose order is independent of time. */
export const history = (maxLength: number): fc.Arbitrary<CallEvent[]> =>
  fc.tuple(
    fc.array(
      fc.oneof({ weight: 6, arbitrary: progress }, { weight: 1, arbitrary: recording }, {
        weight: 1,
        arbitrary: transcript,
      }),
      { maxLength },
    ),
    fc.shuffledSubarray(Array.from({ length: maxLength }, (_, n) => `EV${n}`), {
      minLength: maxLength,
    }),
  ).map(([events, ids]) => events.map((event, n) => ({ ...event, id: ids[n]! })));

/** The same items in any order. */
export const shuffled = <T>(things: T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray(things, { minLength: things.length, maxLength: things.length });
