import { sql } from "drizzle-orm";
import { type Connection, type Database, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { param, precompile } from "../db/statement.ts";
import type { Retry } from "../domain/batch.ts";
import type { CallEventDetails, CallStatus } from "../domain/call.ts";
import { type CallEvent, type CallState, callState, compareEvents } from "../domain/call_state.ts";
import { InvalidBody } from "../domain/errors.ts";
import { nextTurn } from "../domain/turns.ts";
import type { NewEvent } from "./event.ts";
import { byCall, hasTranscript, type ReportedCall, slicesOf } from "./reported_calls.ts";
import { withoutPersonalDetails } from "./without_personal_details.ts";
import { type ChangedCall, write } from "./write.ts";

type LockedBatch = { batchId: string; retry: Retry | null; size: number };

/** A call before the request: the status that the counters count, and its events. */
type ExistingCall = {
  status: CallStatus;
  withdrawn: boolean;
  erased: boolean;
  events: CallEvent[];
};

/**
 * Records events and updates calls and counters in one transaction; an existing event counts as a
 * duplicate. Throws InvalidBody (422) for each event of an unknown batch or call, which rolls back.
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
  rejectUnknown(events, batches, new Set(results.flatMap(({ found }) => found)));
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

const lockStatement = precompile(
  "lock batches",
  sql`select batches.id as "batchId", batches.retry as retry, ${callCount} as size
    from batch_progress
    join batches on batches.id = batch_progress.batch_id
    where batch_progress.batch_id = any(${param("ids", "uuid[]")})
      and batches.workspace_id = ${param("workspaceId", "uuid")}
    order by batch_progress.batch_id
    for update of batch_progress`,
);

/** Locks the counters of the batches in the order of their ids, which prevents deadlocks. */
async function lockBatches(
  tx: Connection,
  workspaceId: string,
  events: NewEvent[],
): Promise<Map<string, LockedBatch>> {
  const ids = `{${[...new Set(events.map(({ batchId }) => batchId))].join(",")}}`;
  const rows = await run<LockedBatch>(tx, lockStatement, { ids, workspaceId });
  return new Map(rows.map((row) => [row.batchId, row]));
}

/** Records the events of existing calls; returns them and the number of new ones. */
async function recordSlice(
  tx: Connection,
  slice: ReportedCall[],
  batches: Map<string, LockedBatch>,
): Promise<{ found: NewEvent[]; recorded: number }> {
  const existing = await loadCalls(tx, slice);
  const changed = slice.flatMap((call, i) =>
    existing[i] ? applyEvents(call, existing[i], batches.get(call.batchId)!.retry) : []
  );
  // Writing transcripts as JSON takes milliseconds: other requests have a turn before.
  if (slice.some(hasTranscript)) await nextTurn();
  if (changed.length > 0) await write(tx, changed);
  return {
    found: slice.flatMap(({ events }, i) => existing[i] ? events : []),
    recorded: changed.reduce((sum, { events }) => sum + events.length, 0),
  };
}

/** One row per existing event, at least one per call. Calls without attempts have no events. */
const loadStatement = precompile(
  "load calls",
  sql`select reported.place::int as place, calls.status,
      calls.withdrawn_at is not null as withdrawn, calls.phone_number is null as erased,
      event.attempt, event.at, event.provider, event.event_id as id, event.type, event.details
    from unnest(
      ${param("batchIds", "uuid[]")},
      ${param("positions", "int[]")},
      ${param("callIds", "uuid[]")})
      with ordinality as reported(batch_id, position, call_id, place)
    join calls on calls.batch_id = reported.batch_id
      and calls.position = reported.position
      and calls.id = reported.call_id
    left join call_events as event on event.batch_id = calls.batch_id
      and event.position = case when calls.attempts > 0 then calls.position end`,
);

type LoadedRow = Omit<CallEvent, "attempt" | "details"> & {
  /** The place of the call in the slice, from 1. */
  place: number;
  status: CallStatus;
  withdrawn: boolean;
  erased: boolean;
  attempt: number | null;
  details: CallEventDetails | null;
};

/** Returns the existing calls, each at its index in the slice, and undefined for the others. */
async function loadCalls(
  tx: Connection,
  slice: ReportedCall[],
): Promise<(ExistingCall | undefined)[]> {
  const all = (name: "batchId" | "position" | "callId") =>
    `{${slice.map((call) => call[name]).join(",")}}`;
  const reported = { batchIds: all("batchId"), positions: all("position"), callIds: all("callId") };
  const existing = new Array<ExistingCall | undefined>(slice.length).fill(undefined);
  const rows = await run<LoadedRow>(tx, loadStatement, reported);
  for (const { place, status, withdrawn, erased, attempt, at, details, ...event } of rows) {
    const { events } = existing[place - 1] ??= { status, withdrawn, erased, events: [] };
    if (attempt !== null) {
      events.push({ ...event, attempt, at: canonical(at), details: details ?? {} });
    }
  }
  return existing;
}

/** Converts a UTC time of Postgres, `2026-03-01 10:00:00.5+00`, to RFC 3339 with milliseconds. */
const canonical = (time: string) =>
  `${time.slice(0, -3).replace(" ", "T").padEnd(20, ".").padEnd(23, "0")}Z`;

function rejectUnknown(
  events: NewEvent[],
  batches: Map<string, LockedBatch>,
  found: Set<NewEvent>,
): void {
  const faults = events.flatMap((event, index) => {
    if (found.has(event)) return [];
    const [member, message] = batches.has(event.batchId)
      ? ["callId", "there is no such call in this batch"]
      : ["batchId", "there is no such batch in this workspace"];
    return [{ pointer: `/events/${index}/${member}`, message }];
  });
  if (faults.length) throw new InvalidBody(faults, 422);
}

/** Returns the changed call, or an empty array when it already has every event. */
function applyEvents(
  { batchId, position, events }: ReportedCall,
  existing: ExistingCall,
  policy: Retry | null,
): ChangedCall[] {
  const retry = existing.withdrawn ? null : policy;
  const reported = newEvents(events, existing.events);
  const fresh = existing.erased ? reported.map(withoutPersonalDetails) : reported;
  if (fresh.length === 0) return [];
  const state = callState([...existing.events, ...fresh], retry);
  const transcribed = fresh.filter(({ transcript }) => transcript !== undefined)
    .toSorted(compareEvents)
    .at(-1);
  return [{
    batchId,
    position,
    previousStatus: existing.status,
    state,
    rowChanged: transcribed !== undefined || state.status !== existing.status ||
      !isSame(state, callState(existing.events, retry)),
    events: fresh,
    existingEvents: existing.events.length,
    ...(transcribed ? { transcribed } : {}),
  }];
}

/** Returns the events that the call does not have, without duplicates. */
function newEvents(events: NewEvent[], existing: CallEvent[]): NewEvent[] {
  const eventKey = ({ provider, id }: CallEvent) => `${provider.length} ${provider}${id}`;
  const seen = new Set(existing.map(eventKey));
  return events.filter((event) => {
    const sizeBefore = seen.size;
    return seen.add(eventKey(event)).size > sizeBefore;
  });
}

/** Compares JSON: `callState` always writes its members in the same order. */
const isSame = (a: CallState, b: CallState) =>
  a.logs.length === b.logs.length && JSON.stringify(a) === JSON.stringify(b);
