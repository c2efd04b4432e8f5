/** Locks the batches of a request and reads the calls that it is about. */
import { sql } from "drizzle-orm";
import { type Connection, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { param, precompile } from "../db/statement.ts";
import type { Retry } from "../domain/batch.ts";
import type { CallEventDetails, CallStatus } from "../domain/call.ts";
import type { CallEvent } from "../domain/call_state.ts";
import type { ReportedCall } from "./reported_calls.ts";

export type LockedBatch = {
  batchId: string;
  retry: Retry | null;
  maxCallSeconds: number;
  size: number;
};

/** A call before the request: the status that the counters count, and its events. */
export type ExistingCall = {
  status: CallStatus;
  /** No attempt is due again, whatever is reported. */
  withdrawn: boolean;
  /** What leads to the person is not stored. */
  erased: boolean;
  events: CallEvent[];
};

const lockStatement = precompile(
  "lock batches",
  sql`select batches.id as "batchId", batches.retry as retry,
      batches.max_call_seconds as "maxCallSeconds", ${callCount} as size
    from batch_progress
    join batches on batches.id = batch_progress.batch_id
    where batch_progress.batch_id = any(${param("ids", "uuid[]")})
      and batches.workspace_id = ${param("workspaceId", "uuid")}
    order by batch_progress.batch_id
    for update of batch_progress`,
);

/** Locks the counters of the batches in the order of their ids, which prevents deadlocks. */
export async function lockBatches(
  tx: Connection,
  workspaceId: string,
  events: { batchId: string }[],
): Promise<Map<string, LockedBatch>> {
  const ids = `{${[...new Set(events.map(({ batchId }) => batchId))].join(",")}}`;
  const rows = await run<LockedBatch>(tx, lockStatement, { ids, workspaceId });
  return new Map(rows.map((row) => [row.batchId, row]));
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

type LoadedRow = Omit<CallEvent, "attempt" | "details"> & Omit<ExistingCall, "events"> & {
  /** The place of the call in the slice, from 1. */
  place: number;
  attempt: number | null;
  details: CallEventDetails | null;
};

/** Returns the existing calls, each at its index in the slice, and undefined for the others. */
export async function loadCalls(
  tx: Connection,
  slice: Omit<ReportedCall, "events">[],
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
