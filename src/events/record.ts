import { sql } from "drizzle-orm";
import { compile, type Connection, type Database, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { transaction } from "../db/transaction.ts";
import type { Retry } from "../domain/batch.ts";
import type { CallEventDetails, CallStatus } from "../domain/call.ts";
import { type CallEvent, type CallState, callState, compareEvents } from "../domain/call_state.ts";
import { InvalidBody } from "../domain/errors.ts";
import { positionOf } from "../domain/id.ts";
import type { NewEvent } from "./event.ts";
import { type ChangedCall, write } from "./write.ts";

type LockedBatch = { batchId: string; retry: Retry | null; size: number };

/** A call that a request speaks of, and what it says of it. */
type AskedCall = { batchId: string; callId: string; position: number; events: NewEvent[] };

/** What the call is before: the status that the counters have it under, and all that was reported. */
type KnownCall = { status: CallStatus; events: CallEvent[] };

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
  return await transaction(db, async (tx) => {
    const batches = await lockBatches(tx, workspaceId, events);
    const calls = byCall(events).filter((call) => isVisible(call, batches));
    const slices = Array.from(
      { length: Math.ceil(calls.length / sliceSize) },
      (_, i) => calls.slice(i * sliceSize, (i + 1) * sliceSize),
    );
    const done = await allEnded(slices.map((slice) => recordSlice(tx, slice, batches)));
    refuseUnknown(events, batches, new Set(done.flatMap(({ found }) => found)));
    const recorded = done.reduce((sum, { recorded }) => sum + recorded, 0);
    return { recorded, duplicates: events.length - recorded };
  });
}

/** As Promise.all, but no sooner than the last one ends: nothing may be sent on a connection whose transaction is over. */
async function allEnded<T>(promises: Promise<T>[]): Promise<T[]> {
  try {
    return await Promise.all(promises);
  } finally {
    await Promise.allSettled(promises);
  }
}

function byCall(events: NewEvent[]): AskedCall[] {
  const groups = Map.groupBy(events, ({ batchId, callId }) => `${batchId} ${callId}`);
  return [...groups.values()].map((own) => {
    const { batchId, callId } = own[0]!;
    return { batchId, callId, position: positionOf(callId), events: own };
  });
}

/** Whether the call may be there: what an upload has added so far is not. */
const isVisible = ({ batchId, position }: AskedCall, batches: Map<string, LockedBatch>) =>
  position <= (batches.get(batchId)?.size ?? 0);

const lockStatement = compile(
  sql`select batches.id as "batchId", batches.retry as retry, ${callCount} as size from batch_progress
    join batches on batches.id = batch_progress.batch_id
    where batch_progress.batch_id = any(${sql.placeholder("ids")}::uuid[])
      and batches.workspace_id = ${sql.placeholder("workspaceId")}::uuid
    order by batch_progress.batch_id for update of batch_progress`,
);

/** Locks the batches' progress in the order of their ids: those who record events of a batch go one after another, and never wait in a circle. */
async function lockBatches(tx: Connection, workspaceId: string, events: NewEvent[]): Promise<Map<string, LockedBatch>> {
  const ids = `{${[...new Set(events.map(({ batchId }) => batchId))].join(",")}}`;
  const rows = await run<LockedBatch>(tx, lockStatement, { ids, workspaceId });
  return new Map(rows.map((row) => [row.batchId, row]));
}

/** Records the events of those calls that are there; gives these events, and how many of them were new. */
async function recordSlice(
  tx: Connection,
  slice: AskedCall[],
  batches: Map<string, LockedBatch>,
): Promise<{ found: NewEvent[]; recorded: number }> {
  const known = await loadCalls(tx, slice);
  const changed = slice.flatMap((call, i) => known[i] ? change(call, known[i], batches.get(call.batchId)!.retry) : []);
  if (changed.length > 0) await write(tx, changed);
  return {
    found: slice.flatMap(({ events }, i) => known[i] ? events : []),
    recorded: changed.reduce((sum, { events }) => sum + events.length, 0),
  };
}

/** One row per event that is known, at least one per call. A call without attempts has no events, and none are looked for. */
const loadStatement = compile(
  sql`select asked.o::int as place, calls.status, e.attempt, e.at, e.provider, e.event_id as id, e.type, e.details
    from unnest(${sql.placeholder("batchIds")}::uuid[], ${sql.placeholder("positions")}::int[], ${
    sql.placeholder("callIds")
  }::uuid[]) with ordinality as asked(b, p, i, o)
    join calls on calls.batch_id = asked.b and calls.position = asked.p and calls.id = asked.i
    left join call_events e
      on e.batch_id = calls.batch_id and e.position = case when calls.attempts > 0 then calls.position end`,
);

type LoadedRow = Omit<CallEvent, "attempt" | "details"> & {
  /** From 1. */
  place: number;
  status: CallStatus;
  attempt: number | null;
  details: CallEventDetails | null;
};

/** The calls that are there, each at the place where it was asked for. A call's place is in its id. */
async function loadCalls(tx: Connection, slice: AskedCall[]): Promise<(KnownCall | undefined)[]> {
  const all = (name: "batchId" | "position" | "callId") => `{${slice.map((call) => call[name]).join(",")}}`;
  const asked = { batchIds: all("batchId"), positions: all("position"), callIds: all("callId") };
  const known = new Array<KnownCall | undefined>(slice.length).fill(undefined);
  for (const { place, status, attempt, at, details, ...event } of await run<LoadedRow>(tx, loadStatement, asked)) {
    const { events } = known[place - 1] ??= { status, events: [] };
    if (attempt !== null) events.push({ ...event, attempt, at: canonical(at), details: details ?? {} });
  }
  return known;
}

/** Postgres's own text of a time in UTC, `2026-03-01 10:00:00.5+00`, as RFC 3339 with milliseconds and Z. */
const canonical = (time: string) => `${time.slice(0, -3).replace(" ", "T").padEnd(20, ".").padEnd(23, "0")}Z`;

function refuseUnknown(events: NewEvent[], batches: Map<string, LockedBatch>, found: Set<NewEvent>): void {
  const faults = events.flatMap((event, index) => {
    if (found.has(event)) return [];
    return batches.has(event.batchId)
      ? [{ pointer: `/events/${index}/callId`, message: "there is no such call in this batch" }]
      : [{ pointer: `/events/${index}/batchId`, message: "there is no such batch in this workspace" }];
  });
  if (faults.length) throw new InvalidBody(faults, 422);
}

/** What becomes of a call; nothing when each of the events is known. */
function change({ batchId, position, events }: AskedCall, before: KnownCall, retry: Retry | null): ChangedCall[] {
  const fresh = newEvents(events, before.events);
  if (fresh.length === 0) return [];
  const state = callState([...before.events, ...fresh], retry);
  const transcribed = fresh.filter(({ transcript }) => transcript !== undefined).toSorted(compareEvents).at(-1);
  return [{
    batchId,
    position,
    before: before.status,
    state,
    moved: transcribed !== undefined || state.status !== before.status ||
      !isSame(state, callState(before.events, retry)),
    events: fresh,
    known: before.events.length,
    ...(transcribed ? { transcribed } : {}),
  }];
}

/** The events that are not known yet, each once. */
function newEvents(events: NewEvent[], known: CallEvent[]): NewEvent[] {
  const mark = ({ provider, id }: CallEvent) => `${provider.length} ${provider}${id}`;
  const seen = new Set(known.map(mark));
  return events.filter((event) => {
    const before = seen.size;
    return seen.add(mark(event)).size > before;
  });
}

/** States are made in one place and hold their members in one order, so their JSON tells them apart. A call's first event always shows. */
const isSame = (a: CallState, b: CallState) =>
  a.logs.length === b.logs.length && JSON.stringify(a) === JSON.stringify(b);
