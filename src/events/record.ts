import type { Connection, Database } from "../db/client.ts";
import { InvalidBody } from "../domain/errors.ts";
import { nextTurn } from "../domain/turns.ts";
import { applyEvents } from "./apply.ts";
import type { NewEvent } from "./event.ts";
import { compareWithKnown, type Conflict } from "./known.ts";
import { type Repeated, repeatedTranscripts, transcriptConflicts } from "./known_transcripts.ts";
import { loadCalls, lockBatches, type LockedBatch } from "./load.ts";
import { byCall, hasTranscript, type ReportedCall, slicesOf } from "./reported_calls.ts";
import { write } from "./write.ts";

type Recorded = { recorded: number; duplicates: number };

/**
 * Records events and updates calls and counters in one transaction; an existing event counts as a
 * duplicate. Throws InvalidBody (422) for each event of an unknown batch or call, and for each that
 * differs from the known event with its id, which rolls back. Requests that wait for the same
 * batches share a transaction. See docs/decisions/0010-numbered-events.md.
 */
export async function recordCallEvents(
  db: Database,
  workspaceId: string,
  events: NewEvent[],
): Promise<Recorded> {
  const keys = events.map(({ batchId }) => `${workspaceId} ${batchId}`);
  const record = (requests: NewEvent[][]) => recordTogether(db, workspaceId, requests);
  return await (await db.inTurnTogether(keys, events, events.length, record))();
}

/** Records requests in one transaction; each in its own where an event of one is rejected. */
async function recordTogether(
  db: Database,
  workspaceId: string,
  requests: NewEvent[][],
): Promise<(() => Recorded)[]> {
  try {
    // Copies tell apart an event that is in several requests, or in one several times.
    const copies = requests.map((events) => events.map((event) => ({ ...event })));
    const recorded = await db.transaction((tx) => recordAll(tx, workspaceId, copies.flat()));
    return copies.map((events) => () => countOf(events, recorded));
  } catch (error) {
    if (requests.length === 1 || !(error instanceof InvalidBody)) throw error;
  }
  const results: (() => Recorded)[] = [];
  for (const request of requests) {
    const alone = () => recordTogether(db, workspaceId, [request]);
    const [result] = await alone().catch((error) => [() => throwError(error)]);
    results.push(result!);
  }
  return results;
}

function throwError(error: unknown): never {
  throw error;
}

function countOf(events: NewEvent[], all: Set<NewEvent>): Recorded {
  const recorded = events.filter((event) => all.has(event)).length;
  return { recorded, duplicates: events.length - recorded };
}

/** Returns the events that were new. */
async function recordAll(
  tx: Connection,
  workspaceId: string,
  events: NewEvent[],
): Promise<Set<NewEvent>> {
  const batches = await lockBatches(tx, workspaceId, events);
  const slices = slicesOf(byCall(events).filter((call) => isVisible(call, batches)));
  const check = (found: NewEvent[], conflicts: Conflict[]) =>
    rejectFaulty(events, batches, { found: new Set(found), conflicts });
  // What is the only slice is checked before it is written: COMMIT travels with it.
  const only = slices.length === 1 ? check : undefined;
  const results = await allSettled(slices.map((slice) => recordSlice(tx, slice, batches, only)));
  check(results.flatMap(({ found }) => found), results.flatMap(({ conflicts }) => conflicts));
  return new Set(results.flatMap(({ recorded }) => recorded));
}

/** Promise.all that waits for every promise: a late statement would run after the rollback. */
async function allSettled<T>(promises: Promise<T>[]): Promise<T[]> {
  try {
    return await Promise.all(promises);
  } finally {
    await Promise.allSettled(promises);
  }
}

/** Whether the call can exist: the calls of an unfinished upload do not count. */
const isVisible = ({ batchId, position }: ReportedCall, batches: Map<string, LockedBatch>) =>
  position <= (batches.get(batchId)?.size ?? 0);

/**
 * Records the events of existing calls; returns them, the new ones and the conflicts. Commits if
 * there is a `check`, which is made before.
 */
async function recordSlice(
  tx: Connection,
  slice: ReportedCall[],
  batches: Map<string, LockedBatch>,
  check?: (found: NewEvent[], conflicts: Conflict[]) => void,
): Promise<{ found: NewEvent[]; conflicts: Conflict[]; recorded: NewEvent[] }> {
  const existing = await loadCalls(tx, slice);
  const conflicts: Conflict[] = [];
  const repeated: Repeated[] = [];
  const changed = slice.flatMap((call, i) => {
    if (!existing[i]) return [];
    const compared = compareWithKnown(call.events, existing[i]);
    conflicts.push(...compared.conflicts, ...excess(compared.fresh, existing[i].events.length));
    if (compared.fresh.length < call.events.length) {
      repeated.push(...repeatedTranscripts(call, compared.fresh));
    }
    const batch = batches.get(call.batchId)!;
    return applyEvents({ ...call, events: compared.fresh }, existing[i], batch);
  });
  conflicts.push(...await transcriptConflicts(tx, repeated));
  // Writing transcripts as JSON takes milliseconds: other requests have a turn before.
  if (slice.some(hasTranscript)) await nextTurn();
  const found = slice.flatMap(({ events }, i) => existing[i] ? events : []);
  check?.(found, conflicts);
  if (changed.length > 0) await write(tx, changed, check !== undefined);
  return { found, conflicts, recorded: changed.flatMap(({ events }) => events) };
}

/** Each request of a call's events reads all of them: without a limit they cost more and more. */
const maxEvents = 1000;

/** The new events for which the call has no room. */
const excess = (fresh: NewEvent[], existing: number): Conflict[] =>
  fresh.slice(Math.max(0, maxEvents - existing)).map((event) => ({
    event,
    member: "callId",
    message: "the call has 1,000 events, which is the maximum",
  }));

function rejectFaulty(
  events: NewEvent[],
  batches: Map<string, LockedBatch>,
  { found, conflicts }: { found: Set<NewEvent>; conflicts: Conflict[] },
): void {
  const conflicting = new Map(conflicts.map((conflict) => [conflict.event, conflict]));
  const faults = events.flatMap((event, index) => {
    const fault = conflicting.get(event) ??
      (found.has(event) ? undefined : unknown(event, batches));
    if (!fault) return [];
    return [{ pointer: `/events/${index}/${fault.member}`, message: fault.message }];
  });
  if (faults.length) throw new InvalidBody(faults, 422);
}

const unknown = ({ batchId }: NewEvent, batches: Map<string, LockedBatch>) =>
  batches.has(batchId)
    ? { member: "callId", message: "there is no such call in this batch" }
    : { member: "batchId", message: "there is no such batch in this workspace" };
