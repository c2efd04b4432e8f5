/** The calls and events that the benchmarks write. */
import type { BenchDatabase } from "./database.ts";
import { addCalls } from "../src/uploads/add.ts";
import type { Contact } from "../src/uploads/contact.ts";
import type { NewEvent } from "../src/events/event.ts";
import { contactRows, newBatch, type Row, type Scratch } from "./scratch.ts";

/** Contacts as the upload parser yields them, with the phone number split from the variables. */
export async function* asContacts(rows: Row[]): AsyncGenerator<Contact> {
  for (const [index, { phoneNumber, ...variables }] of rows.entries()) {
    yield { line: index + 1, phoneNumber, variables, size: JSON.stringify(variables).length };
  }
}

/** Creates a batch with `count` calls; returns its id. */
export async function load(scratch: Scratch, count: number): Promise<string> {
  const batch = await newBatch(scratch);
  await addCalls(scratch.db, scratch.workspaceId, batch, asContacts(contactRows(count)));
  return batch;
}

/** The ids of the batch's calls, by position. */
export async function callIds({ client }: BenchDatabase, batch: string): Promise<string[]> {
  const rows = await client<
    { id: string }[]
  >`select id from calls where batch_id = ${batch} order by position`;
  return rows.map(({ id }) => id);
}

export const stages = ["initiated", "ringing", "answered", "completed"] as const;
export type Stage = typeof stages[number];

/** Seconds from the start of an attempt to each stage. */
const seconds: Record<Stage, number> = { initiated: 0, ringing: 2, answered: 9, completed: 71 };
const start = Date.parse("2026-03-01T10:00:00Z");

/** The event of one stage of a call's only attempt, with the details a telephony provider sends. */
export function stageEvent(batchId: string, callId: string, type: Stage): NewEvent {
  return {
    id: `EV${callId.slice(-12)}-${seconds[type]}`,
    batchId,
    callId,
    type,
    attempt: 1,
    at: new Date(start + seconds[type] * 1000).toISOString(),
    provider: "twilio",
    details: details(callId)[type],
  };
}

/**
 * The stages of the calls in order of time, for a dialer with `lines` lines: calls start by
 * position as lines become free, and conversations last 20 to 120 seconds.
 */
export function dialerTimeline(callIds: string[], lines: number): [callId: string, stage: Stage][] {
  const timeline = callIds.flatMap((callId, i) => {
    const startedAt = i * 79 / lines;
    const talk = 20 + (i * 7919) % 101;
    return stages.map((stage) => ({
      callId,
      stage,
      at: startedAt + (stage === "completed" ? seconds.answered + talk : seconds[stage]),
    }));
  });
  return timeline.sort((a, b) => a.at - b.at).map(({ callId, stage }) => [callId, stage]);
}

const details = (callId: string) => ({
  initiated: { providerCallId: `CA${callId.replaceAll("-", "")}`, from: "+351211234567" },
  ringing: {},
  answered: { answeredBy: "human" as const },
  completed: {
    hangupCause: "normal_clearing",
    hangupSource: "callee" as const,
    cost: { amount: "0.0140", currency: "EUR" },
    recordingUrl: `https://recordings.example.com/${callId}.mp3`,
  },
});
