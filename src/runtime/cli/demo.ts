/** Creates the demo campaign through the API: 300 invented calls, the same on every run. */
import type { components } from "../../contract/openapi.d.ts";

/** Sends a request to the API; returns the parsed response. Throws if the response is an error. */
export type SendRequest = (
  method: string,
  path: string,
  body: unknown,
) => Promise<{ id: string; uploadId: string; calls: { id: string }[] }>;
type Event = components["schemas"]["NewCallEvent"];

const size = 300;
const startTime = Date.parse("2026-03-02T14:00:00Z");
const names = [
  "Ada",
  "Grace",
  "Edsger",
  "Barbara",
  "Donald",
  "Frances",
  "Alan",
  "Katherine",
  "Dennis",
  "Radia",
];
const cities = ["Lisbon", "Porto", "Austin", "Boston", "Denver", "Leeds"];
const plans = ["basic", "silver", "gold"];

/** mulberry32, a small deterministic generator of numbers in [0, 1). */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Creates the batch, adds its calls and records their events. Returns the id of the batch. */
export async function loadDemo(send: SendRequest): Promise<string> {
  const next = random(8787);
  const pick = <T>(values: T[]) => values[Math.floor(next() * values.length)]!;
  const batch = await send("POST", "/v1/batches", {
    name: "Demo data: spring reminders",
    callingNumbers: ["+12025550100", "+12025550101"],
    retry: { maxAttempts: 3, delaySeconds: 3600, on: ["busy", "no-answer"] },
    schedule: {
      timeZone: "America/New_York",
      windows: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "18:00" }],
    },
    metadata: { demo: "true" },
  });
  // +1 NPA 555 0100 to 0199 is reserved for fiction.
  const contacts = Array.from({ length: size }, (_, i) => ({
    phoneNumber: `+1${202 + Math.floor(i / 100)}5550${100 + (i % 100)}`,
    firstName: pick(names),
    city: pick(cities),
    plan: pick(plans),
    age: 18 + Math.floor(next() * 70),
    appointment: {
      day: `2026-03-${String(10 + Math.floor(next() * 18)).padStart(2, "0")}`,
      clinic: pick(["North", "South"]),
    },
  }));
  await send("POST", `/v1/batches/${batch.id}/calls`, contacts);
  const ids: string[] = [];
  for (let page = 1; page <= size / 100; page++) {
    const { calls } = await send(
      "GET",
      `/v1/batches/${batch.id}?sortOrder=asc&limit=100&page=${page}&include=`,
      undefined,
    );
    ids.push(...calls.map(({ id }) => id));
  }
  const events = ids.flatMap((callId, i) =>
    simulateCall(batch.id, callId, i, contacts[i]!.firstName, next)
  );
  for (let at = 0; at < events.length; at += 1000) {
    await send("POST", "/v1/call-events", { events: events.slice(at, at + 1000) });
  }
  return batch.id;
}

const causes = {
  busy: "user_busy",
  "no-answer": "no_answer",
  failed: "unallocated_number",
} as const;

/** Returns the events of call number `i`. Across all calls, every status and retries occur. */
function simulateCall(
  batchId: string,
  callId: string,
  i: number,
  firstName: string,
  next: () => number,
): Event[] {
  const events: Event[] = [];
  let at = startTime + i * 20_000;
  const start = (attempt: number) => {
    const add = (type: string, afterSeconds: number, more: Record<string, unknown> = {}) => {
      at += afterSeconds * 1000;
      events.push(
        {
          id: `${i}-${attempt}-${type}`,
          batchId,
          callId,
          type,
          attempt,
          provider: "demo",
          at: new Date(at).toISOString(),
          ...more,
        } as Event,
      );
    };
    add("initiated", 0, { from: `+1202555010${i % 2}`, providerCallId: `demo-${i}-${attempt}` });
    return add;
  };
  const roll = next();
  if (i >= size - 12) return events; // still queued
  if (i >= size - 15) start(1);
  else if (i >= size - 18) start(1)("ringing", 2);
  else if (i >= size - 21) {
    const add = start(1);
    add("ringing", 2);
    add("answered", 6, { answeredBy: "human" });
  } else if (roll < 0.08) {
    start(1)("failed", 1, { hangupCause: causes.failed, hangupSource: "provider" });
  } else if (roll < 0.12) start(1)("canceled", 1, { hangupSource: "caller" });
  else {
    const misses = roll < 0.2 ? 3 : roll < 0.26 ? 1 : roll < 0.42 ? 2 : roll < 0.6 ? 1 : 0;
    for (let attempt = 1; attempt <= misses; attempt++) {
      const type = next() < 0.4 ? "busy" : "no-answer";
      start(attempt)(type, type === "busy" ? 3 : 25, {
        hangupCause: causes[type],
        hangupSource: "callee",
      });
      at += 3_600_000;
    }
    if (misses < 3 && roll >= 0.26) simulateConversation(start(misses + 1), firstName, i, next);
  }
  return events;
}

function simulateConversation(
  add: (type: string, after: number, more?: Record<string, unknown>) => void,
  firstName: string,
  i: number,
  next: () => number,
) {
  const machine = next() < 0.15;
  const seconds = machine ? 8 + Math.floor(next() * 20) : 20 + Math.floor(next() * 280);
  add("ringing", 2);
  add("answered", 5 + Math.floor(next() * 15), {
    answeredBy: machine ? "machine_end_beep" : "human",
  });
  const amount = (0.007 * Math.ceil(seconds / 60)).toFixed(4);
  const recordingUrl = `https://recordings.example.com/demo/${i}.mp3`;
  add("completed", seconds, {
    hangupCause: "normal_clearing",
    hangupSource: machine ? "caller" : "callee",
    cost: { amount, currency: "USD" },
  });
  add("recording-available", 4, { recordingUrl });
  const turns = machine
    ? [{
      speaker: "agent",
      text: `Hello ${firstName}, this is a reminder of your appointment. Please call us back.`,
      startSeconds: 1.2,
    }]
    : [
      { speaker: "agent", text: `Good afternoon, is this ${firstName}?`, startSeconds: 0.4 },
      { speaker: "customer", text: "Yes, speaking.", startSeconds: 2.6 },
      {
        speaker: "agent",
        text: "I am calling to remind you of your appointment. Does the time still suit you?",
        startSeconds: 4.1,
      },
      {
        speaker: "customer",
        text: next() < 0.7 ? "Yes, I will be there." : "No, could we move it to the week after?",
        startSeconds: 9.3,
      },
    ];
  add("transcript-available", 8, { transcript: turns });
}
