import { sql } from "drizzle-orm";
import { type Connection, type Database, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { param, precompile } from "../db/statement.ts";
import type { Retry } from "../domain/batch.ts";
import type { CallEventDetails, CallStatus } from "../domain/call.ts";
import { type CallEvent, type CallState, callState, compareEvents } from "../domain/call_state.ts";
import { InvalidBody } from "../domain/errors.ts";
import { positionOf } from "../domain/id.ts";
import type { NewEvent } from "./event.ts";
import { type ChangedCall, write } from "./write.ts";

type LockedBatch = { batchId: string; retry: Retry | null; size: number };

/** A call that a request reports on, and its events. */
type ReportedCall = { batchId: string; callId: string; position: number; events: NewEvent[] };

/** A call before the request: the status under which the counters have it, and its events. */
type ExistingCall = { status: CallStatus; events: CallEvent[] };

/** Calls in one statement: few enough that Postgres has something to do while the next ones are worked out, and the other way round. */
const sliceSize = 128;

/**
 * Records events in one transaction and brings calls and counters to where the events put them. Events that are known already count
 * as duplicates. Throws InvalidBody (422) that names each event whose batch or call the workspace does not have; then nothing is recorded.
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
  const slices = Array.from(
    { length: Math.ceil(calls.length / sliceSize) },
    (_, i) => calls.slice(i * sliceSize, (i + 1) * sliceSize),
  );
  const done = await allEnded(slices.map((slice) => recordSlice(tx, slice, batches)));
  rejectUnknown(events, batches, new Set(done.flatMap(({ found }) => found)));
  const recorded = done.reduce((sum, { recorded }) => sum + recorded, 0);
  return { recorded, duplicates: events.length - recorded };
}

/** As Promise.all, but no sooner than the last one ends: nothing may be sent on a connection whose transaction is over. */
async function allEnded<T>(promises: Promise<T>[]): Promise<T[]> {
  try {
    return await Promise.all(promises);
  } finally {
    await Promise.allSettled(promises);
  }
}

function byCall(events: NewEvent[]): ReportedCall[] {
  const groups = Map.groupBy(events, ({ batchId, callId }) => `${batchId} ${callId}`);
  return [...groups.values()].map((own) => {
    const { batchId, callId } = own[0]!;
    return { batchId, callId, position: positionOf(callId), events: own };
  });
}

/** Whether the call may be there: what an upload has added so far is not. */
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

/** Locks the batches' progress in the order of their ids: those who record events of a batch go one after another, and never wait in a circle. */
async function lockBatches(
  tx: Connection,
  workspaceId: string,
  events: NewEvent[],
): Promise<Map<string, LockedBatch>> {
  const ids = `{${[...new Set(events.map(({ batchId }) => batchId))].join(",")}}`;
  const rows = await run<LockedBatch>(tx, lockStatement, { ids, workspaceId });
  return new Map(rows.map((row) => [row.batchId, row]));
}

/** Records the events of those calls that are there; gives these events, and how many of them were new. */
async function recordSlice(
  tx: Connection,
  slice: ReportedCall[],
  batches: Map<string, LockedBatch>,
): Promise<{ found: NewEvent[]; recorded: number }> {
  const existing = await loadCalls(tx, slice);
  const changed = slice.flatMap((call, i) =>
    existing[i] ? applyEvents(call, existing[i], batches.get(call.batchId)!.retry) : []
  );
  if (changed.length > 0) await write(tx, changed);
  return {
    found: slice.flatMap(({ events }, i) => existing[i] ? events : []),
    recorded: changed.reduce((sum, { events }) => sum + events.length, 0),
  };
}

/** One row per existing event, at least one per call. No event is looked for where a call has no attempt. */
const loadStatement = precompile(
  "load calls",
  sql`select reported.place::int as place, calls.status,
      event.attempt, event.at, event.provider, event.event_id as id, event.type, event.details
    from unnest(${param("batchIds", "uuid[]")}, ${param("positions", "int[]")}, ${
    param("callIds", "uuid[]")
  })
      with ordinality as reported(batch_id, position, call_id, place)
    join calls on calls.batch_id = reported.batch_id
      and calls.position = reported.position
      and calls.id = reported.call_id
    left join call_events as event on event.batch_id = calls.batch_id
      and event.position = case when calls.attempts > 0 then calls.position end`,
);

type LoadedRow = Omit<CallEvent, "attempt" | "details"> & {
  /** From 1. */
  place: number;
  status: CallStatus;
  attempt: number | null;
  details: CallEventDetails | null;
};

/** The calls that are there, each at the place where it was asked for. A call's place is in its id. */
async function loadCalls(
  tx: Connection,
  slice: ReportedCall[],
): Promise<(ExistingCall | undefined)[]> {
  const all = (name: "batchId" | "position" | "callId") =>
    `{${slice.map((call) => call[name]).join(",")}}`;
  const reported = { batchIds: all("batchId"), positions: all("position"), callIds: all("callId") };
  const known = new Array<ExistingCall | undefined>(slice.length).fill(undefined);
  for (
    const { place, status, attempt, at, details, ...event } of await run<LoadedRow>(
      tx,
      loadStatement,
      reported,
    )
  ) {
    const { events } = known[place - 1] ??= { status, events: [] };
    if (attempt !== null) {
      events.push({ ...event, attempt, at: canonical(at), details: details ?? {} });
    }
  }
  return known;
}

/** Postgres's own text of a time in UTC, `2026-03-01 10:00:00.5+00`, as RFC 3339 with milliseconds and Z. */
const canonical = (time: string) =>
  `${time.slice(0, -3).replace(" ", "T").padEnd(20, ".").padEnd(23, "0")}Z`;

function rejectUnknown(
  events: NewEvent[],
  batches: Map<string, LockedBatch>,
  found: Set<NewEvent>,
): void {
  const faults = events.flatMap((event, index) => {
    if (found.has(event)) return [];
    return batches.has(event.batchId)
      ? [{ pointer: `/events/${index}/callId`, message: "there is no such call in this batch" }]
      : [{
        pointer: `/events/${index}/batchId`,
        message: "there is no such batch in this workspace",
      }];
  });
  if (faults.length) throw new InvalidBody(faults, 422);
}

/** The call with its new events; nothing when it has each of them already. */
function applyEvents(
  { batchId, position, events }: ReportedCall,
  existing: ExistingCall,
  retry: Retry | null,
): ChangedCall[] {
  const fresh = newEvents(events, existing.events);
  if (fresh.length === 0) return [];
  const state = callState([...existing.events, ...fresh], retry);
  const transcribed = fresh.filter(({ transcript }) => transcript !== undefined).toSorted(
    compareEvents,
  ).at(-1);
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

/** The events that the call does not have yet, each once. */
function newEvents(events: NewEvent[], existing: CallEvent[]): NewEvent[] {
  const eventKey = ({ provider, id }: CallEvent) => `${provider.length} ${provider}${id}`;
  const seen = new Set(existing.map(eventKey));
  return events.filter((event) => {
    const before = seen.size;
    return seen.add(eventKey(event)).size > before;
  });
}

/** States are made in one place and hold their members in one order, so their JSON tells them apart. A call's first event always shows. */
const isSame = (a: CallState, b: CallState) =>
  a.logs.length === b.logs.length && JSON.stringify(a) === JSON.stringify(b);
