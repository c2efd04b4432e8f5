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

/**
 * Records events and updates calls and counters in one transaction; an existing event counts as a
 * duplicate. Throws InvalidBody (422) for each event of an unknown batch or call, and for each that
 * differs from the known event with its id, which rolls back.
 * See docs/decisions/0010-numbered-events.md.
 */
export async function recordCallEvents(
  db: Database,
  workspaceId: string,
  events: NewEvent[],
): Promise<{ recorded: number; duplicates: number }> {
  const keys = events.map(({ batchId }) => `${workspaceId} ${batchId}`);
  return await db.inTurn(keys, () => db.transaction((tx) => recordAll(tx, workspaceId, events)));
}

async function recordAll(tx: Connection, workspaceId: string, events: NewEvent[]) {
  const batches = await lockBatches(tx, workspaceId, events);
  const calls = byCall(events).filter((call) => isVisible(call, batches));
  const results = await allSettled(slicesOf(calls).map((slice) => recordSlice(tx, slice, batches)));
  rejectFaulty(events, batches, {
    found: new Set(results.flatMap(({ found }) => found)),
    conflicts: results.flatMap(({ conflicts }) => conflicts),
  });
  const recorded = results.reduce((sum, { recorded }) => sum + recorded, 0);
  return { recorded, duplicates: events.length - recorded };
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

/** Records the events of existing calls; returns them, the number of new ones and the conflicts. */
async function recordSlice(
  tx: Connection,
  slice: ReportedCall[],
  batches: Map<string, LockedBatch>,
): Promise<{ found: NewEvent[]; conflicts: Conflict[]; recorded: number }> {
  const existing = await loadCalls(tx, slice);
  const conflicts: Conflict[] = [];
  const repeated: Repeated[] = [];
  const changed = slice.flatMap((call, i) => {
    if (!existing[i]) return [];
    const compared = compareWithKnown(call.events, existing[i]);
    conflicts.push(...compared.conflicts);
    if (compared.fresh.length < call.events.length) {
      repeated.push(...repeatedTranscripts(call, compared.fresh));
    }
    const batch = batches.get(call.batchId)!;
    return applyEvents({ ...call, events: compared.fresh }, existing[i], batch);
  });
  conflicts.push(...await transcriptConflicts(tx, repeated));
  // Writing transcripts as JSON takes milliseconds: other requests have a turn before.
  if (slice.some(hasTranscript)) await nextTurn();
  if (changed.length > 0) await write(tx, changed);
  return {
    found: slice.flatMap(({ events }, i) => existing[i] ? events : []),
    conflicts,
    recorded: changed.reduce((sum, { events }) => sum + events.length, 0),
  };
}

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
