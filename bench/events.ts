/** Calls and their events, as the bench writes them. */
import type { Database } from "../src/db/client.ts";
import { addCalls, type Contact } from "../src/queries/add_calls.ts";
import type { NewEvent } from "../src/queries/record_call_events.ts";
import { contactRows, newBatch, type Row, type Scratch } from "./scratch.ts";

/** The rows as the upload hands them on, with the work of telling number and variables apart. */
export async function* asContacts(rows: Row[]): AsyncGenerator<Contact> {
  for (const [index, { phoneNumber, ...variables }] of rows.entries()) {
    yield { line: index + 1, phoneNumber, variables, size: JSON.stringify(variables).length };
  }
}

/** A new batch with so many calls; gives its id. */
export async function load(scratch: Scratch, count: number): Promise<string> {
  const batch = await newBatch(scratch);
  await addCalls(scratch.db, scratch.workspaceId, batch, asContacts(contactRows(count)));
  return batch;
}

/** The batch's calls in order. */
export async function callIds({ client }: Database, batch: string): Promise<string[]> {
  const rows = await client<{ id: string }[]>`select id from calls where batch_id = ${batch} order by position`;
  return rows.map(({ id }) => id);
}

const seconds = { initiated: 0, ringing: 2, answered: 9, completed: 71 };
const start = Date.parse("2026-03-01T10:00:00Z");

/** The event of one stage of a call's only attempt, with what a telephony provider says at that stage. */
export function lifeOf(batchId: string, callId: string, type: keyof typeof seconds): NewEvent {
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
