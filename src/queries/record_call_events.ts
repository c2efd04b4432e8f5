import { sql } from "drizzle-orm";
import { type Connection, type Database, run } from "../db/client.ts";
import { transaction } from "../db/transaction.ts";
import type { Retry } from "../domain/batch.ts";
import type { CallEventDetails, CallEventType, CallStatus, Turn } from "../domain/call.ts";
import { type CallEvent, type CallState, callState, compareEvents, isProgress } from "../domain/call_state.ts";
import { InvalidBody } from "../domain/errors.ts";
import { positionOf } from "../domain/id.ts";
import { callCount } from "./call_json.ts";
import { type ChangedCall, write } from "./write_call_events.ts";

/** An event as it comes in: which call, and what happened. */
export type NewEvent = CallEvent & { batchId: string; callId: string; transcript?: Turn[] };

/** An event with its place among those of its call, from 1. */
export type NumberedEvent = NewEvent & { number: number };

type LockedBatch = { batchId: string; retry: Retry | null; size: number };
type LoadedCall = { batchId: string; position: number; callId: string; status: CallStatus; events: CallEvent[] };

/**
 * Records events in one transaction and brings calls and counters to where the events put them. Events that are known already count
 * as duplicates. Throws InvalidBody (422) that names each event whose batch or call the workspace does not have; then nothing is recorded.
 */
export async function recordCallEvents(
  db: Database,
  workspaceId: string,
  events: NewEvent[],
): Promise<{ recorded: number; duplicates: number }> {
  return await transaction(db, async (tx) => {
    const batches = await lockBatches(tx, workspaceId, events);
    const calls = await loadCalls(tx, events.filter((event) => isVisible(event, batches)));
    refuseUnknown(events, batches, calls);
    const fresh = newEvents(events, calls);
    if (fresh.length > 0) await write(tx, fresh, changes(fresh, calls, batches));
    return { recorded: fresh.length, duplicates: events.length - fresh.length };
  });
}

/** Whether the call may be there: what an upload has added so far is not. */
const isVisible = ({ batchId, callId }: NewEvent, batches: Map<string, LockedBatch>) =>
  positionOf(callId) <= (batches.get(batchId)?.size ?? 0);

/** Locks the batches' progress in the order of their ids: those who record events of a batch go one after another, and never wait in a circle. */
async function lockBatches(tx: Connection, workspaceId: string, events: NewEvent[]): Promise<Map<string, LockedBatch>> {
  const ids = `{${[...new Set(events.map(({ batchId }) => batchId))].join(",")}}`;
  const rows = await run<LockedBatch>(
    tx,
    sql`select batches.id as "batchId", batches.retry as retry, ${callCount} as size from batch_progress
      join batches on batches.id = batch_progress.batch_id
      where batch_progress.batch_id = any(${ids}::uuid[]) and batches.workspace_id = ${workspaceId}::uuid
      order by batch_progress.batch_id for update of batch_progress`,
  );
  return new Map(rows.map((row) => [row.batchId, row]));
}

/** The calls that the events are about, with the events that they have. A call's place is in its id. */
async function loadCalls(tx: Connection, events: NewEvent[]): Promise<Map<string, LoadedCall>> {
  const asked = new Map(
    events.map(({ batchId, callId }) => [keyOf(batchId, callId), { b: batchId, p: positionOf(callId), i: callId }]),
  );
  if (asked.size === 0) return new Map();
  const rows = await run<Omit<LoadedCall, "events"> & { events: StoredEvent[] | null }>(
    tx,
    sql`select calls.batch_id as "batchId", calls.position, calls.id as "callId", calls.status,
      case when calls.attempts > 0 then (
        select json_agg(json_build_array(e.attempt, e.at, e.provider, e.event_id, e.type, e.details))
        from call_events e where e.batch_id = calls.batch_id and e.position = calls.position) end as events
      from json_to_recordset(${JSON.stringify([...asked.values()])}::json) as asked(b uuid, p int, i uuid)
      join calls on calls.batch_id = asked.b and calls.position = asked.p and calls.id = asked.i`,
  );
  return new Map(
    rows.map((row) => [keyOf(row.batchId, row.callId), { ...row, events: (row.events ?? []).map(loadedEvent) }]),
  );
}

type StoredEvent = [
  attempt: number,
  at: string,
  provider: string,
  id: string,
  type: CallEventType,
  details: CallEventDetails | null,
];

const loadedEvent = ([attempt, at, provider, id, type, details]: StoredEvent): CallEvent => ({
  attempt,
  at: new Date(at).toISOString(),
  provider,
  id,
  type,
  details: details ?? {},
});

const keyOf = (batchId: string, callId: string) => `${batchId} ${callId}`;

function refuseUnknown(events: NewEvent[], batches: Map<string, LockedBatch>, calls: Map<string, LoadedCall>): void {
  const faults = events.flatMap(({ batchId, callId }, index) => {
    if (!batches.has(batchId)) {
      return [{ pointer: `/events/${index}/batchId`, message: "there is no such batch in this workspace" }];
    }
    if (!calls.has(keyOf(batchId, callId))) {
      return [{ pointer: `/events/${index}/callId`, message: "there is no such call in this batch" }];
    }
    return [];
  });
  if (faults.length) throw new InvalidBody(faults, 422);
}

/** The events that are not known yet, each once, numbered on from those that their call has. */
function newEvents(events: NewEvent[], calls: Map<string, LoadedCall>): NumberedEvent[] {
  const mark = ({ provider, id }: CallEvent) => `${provider.length} ${provider}${id}`;
  const known = new Map([...calls].map(([key, call]) => [key, new Set(call.events.map(mark))]));
  return events.flatMap((event) => {
    const own = known.get(keyOf(event.batchId, event.callId))!;
    return own.has(mark(event)) ? [] : [{ ...event, number: own.add(mark(event)).size }];
  });
}

/** What becomes of each call that has new events. */
function changes(
  fresh: NumberedEvent[],
  calls: Map<string, LoadedCall>,
  batches: Map<string, LockedBatch>,
): ChangedCall[] {
  const byCall = Map.groupBy(fresh, ({ batchId, callId }) => keyOf(batchId, callId));
  return [...byCall].map(([key, events]) => {
    const { batchId, position, status: before, events: known } = calls.get(key)!;
    const { retry } = batches.get(batchId)!;
    const state: CallState = callState([...known, ...events], retry);
    const transcribed = events.filter(({ transcript }) => transcript !== undefined).toSorted(compareEvents).at(-1);
    return {
      batchId,
      position,
      before,
      state,
      moved: transcribed !== undefined || !isSame(state, callState(known, retry)),
      progress: events.filter(({ type }) => isProgress(type)),
      ...(transcribed ? { transcribed } : {}),
    };
  });
}

/** States are made in one place and hold their members in one order, so their JSON tells them apart. A call's first event always shows. */
const isSame = (a: CallState, b: CallState) =>
  a.logs.length === b.logs.length && a.status === b.status && JSON.stringify(a) === JSON.stringify(b);
