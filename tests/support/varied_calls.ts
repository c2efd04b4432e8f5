/** Varied calls, created through the API, and the same calls as documents of MongoDB. */
import fc from "fast-check";
import type { Client } from "./client.ts";

export const odd = [
  "",
  "5",
  "05",
  "Ada",
  "ada",
  "ÅNGSTRÖM",
  "ångström",
  "straße",
  "日本",
  "a.b",
  "a b",
  "null",
  "true",
  "x".repeat(40),
];
const scalar = fc.oneof(
  fc.constantFrom<unknown>(...odd),
  fc.integer({ min: -3, max: 12 }),
  fc.constantFrom<unknown>(0.5, -0.25, 1e21, null, true, false),
);
const shallow = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
);
const nested = fc.oneof(
  { weight: 3, arbitrary: fc.record({ city: shallow, zip: scalar }, { requiredKeys: [] }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.record({ city: scalar, zip: scalar }, { requiredKeys: [] }), {
      maxLength: 3,
    }),
  },
  { weight: 1, arbitrary: scalar },
);
export const variables = fc.record({
  plan: shallow,
  age: shallow,
  "car.loan": scalar,
  "first name": scalar,
  "größe": scalar,
  address: nested,
  position: scalar,
}, { requiredKeys: [] });

// deno-lint-ignore no-explicit-any
export type Doc = Record<string, any>;

const final = ["completed", "busy", "no-answer", "failed", "canceled"];
const base = Date.parse("2026-01-05T10:00:00.000Z");

/** Creates varied calls with 0 to 3 attempts; returns the batch id and documents by position. */
export async function variedCalls(
  client: Client,
  size: number,
  seed: number,
): Promise<{ batchId: string; docs: Doc[] }> {
  const { body: { id: batchId } } = await client.post("/v1/batches", { name: "varied" });
  const contacts = fc.sample(variables, { numRuns: size, seed }).map((contact, i) => ({
    phoneNumber: `+1202555${1000 + i}`,
    ...contact,
  }));
  const added = await client.post(`/v1/batches/${batchId}/calls`, contacts);
  if (added.status !== 201) throw new Error(added.text);
  let calls = await allCalls(client, batchId);
  const draws = fc.sample(
    fc.tuple(fc.nat(3), fc.array(fc.nat(99), { minLength: 12, maxLength: 12 })),
    {
      numRuns: size,
      seed,
    },
  );
  const events = calls.flatMap(({ id: callId }, i) => {
    const [attempts, lots] = draws[i]!;
    return Array.from({ length: attempts }, (_, n) => {
      const at = (seconds: number) =>
        new Date(base + i * 1000 + n * 86_400_000 + seconds * 1000).toISOString();
      const lot = lots[n]!;
      const event = (type: string, seconds: number, more = {}) => ({
        id: `${n}-${type}`,
        batchId,
        callId,
        type,
        attempt: n + 1,
        at: at(seconds),
        provider: ["p1", "p2"][lot % 2],
        ...more,
      });
      const end = final[lot % 5]!;
      return [
        event("initiated", 0, lot % 3 ? { from: "+12025550100" } : {}),
        ...(lot % 7 === 0
          ? []
          : end === "completed"
          ? [event("answered", 5, { answeredBy: ["human", "fax"][lot % 2] })]
          : []),
        ...(lot % 4 === 0 && n === attempts - 1 ? [] : [event(end, 5 + lot, {
          ...(lot % 2
            ? { hangupCause: ["user_busy", "normal_clearing"][lot % 3 % 2], hangupSource: "callee" }
            : {}),
          ...(lot % 3 ? { cost: { amount: (lot / 100).toFixed(4), currency: "USD" } } : {}),
          ...(lot % 5 ? { recordingUrl: `https://r.example.com/${lot}` } : {}),
        })]),
      ];
    }).flat();
  });
  for (let at = 0; at < events.length; at += 1000) {
    await client.post("/v1/call-events", { events: events.slice(at, at + 1000) });
  }
  calls = await allCalls(client, batchId);
  return { batchId, docs: calls.map(document) };
}

export async function allCalls(client: Client, batchId: string): Promise<Doc[]> {
  const calls: Doc[] = [];
  let cursor: string | undefined;
  while (true) {
    const { body } = await client.get(`/v1/batches/${batchId}`, {
      limit: 100,
      sortOrder: "asc",
      cursor,
    });
    calls.push(...body.calls);
    if (body.nextCursor === null) return calls;
    cursor = body.nextCursor;
  }
}

/** Converts a call to a document: omits nulls, times become dates, the cost its amount. */
export function document(call: Doc): Doc {
  const present = (entries: [string, unknown][]) =>
    Object.fromEntries(entries.filter(([, value]) => value !== null));
  const plain = (fields: Doc): Doc =>
    present(
      Object.entries(fields).map((
        [key, value],
      ) => [
        key,
        key === "cost" && value
          ? Number(value.amount)
          : /At$/.test(key) && value
          ? new Date(value)
          : value,
      ]),
    );
  const { variables, phoneLogs, transcript: _, ...own } = call;
  return { ...plain(own), variables, phoneLogs: phoneLogs.map(plain) };
}
