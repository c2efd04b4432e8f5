/**
 * Closes the calls whose end never comes. Workers have no background process, so the request that
 * needs the state of a batch closes first: docs/decisions/0014-calls-without-an-end.md.
 */
import { sql } from "drizzle-orm";
import { type Connection, type Database, run } from "../db/client.ts";
import { isOverdue, underWayCount } from "../db/counters.ts";
import { utc } from "../db/json.ts";
import { batches, batchProgress, calls } from "../db/schema/index.ts";
import { param, precompile } from "../db/statement.ts";
import { endNotReported, ownProvider } from "../domain/call_event.ts";
import { openAttempts } from "../domain/call_state.ts";
import { applyEvents } from "./apply.ts";
import type { NewEvent } from "./event.ts";
import { type ExistingCall, loadCalls, lockBatches, type LockedBatch } from "./load.ts";
import { byCall, type ReportedCall } from "./reported_calls.ts";
import { write } from "./write.ts";

/** The most calls that one transaction closes. */
const chunk = 1000;

type Overdue = { callId: string; position: number; closedAt: string };
type Found = {
  /** At most `chunk` calls that are to be closed. */
  overdue: Overdue[];
  isLast: boolean;
  /** When the next call may be overdue, as far as this statement sees. */
  next: string;
};

const isUnderWay = sql.raw(`status in ('initiated', 'ringing', 'in-progress')`);
const deadline = sql`updated_at + make_interval(secs => max_call_seconds)`;

/**
 * Stops reading once it has as many calls under way as the counters say. The order keeps it to the
 * batch's own pages.
 */
const findStatement = precompile(
  "find overdue calls",
  sql`with batch as materialized (
    select ${batches.maxCallSeconds} as max_call_seconds, ${underWayCount} as under_way
    from ${batches} join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
    where ${batches.id} = ${param("batchId", "uuid")}
  ), under_way as materialized (
    select ${calls.id} as id, ${calls.position} as position, ${calls.updatedAt} as updated_at
    from ${calls}
    where ${calls.batchId} = ${param("batchId", "uuid")} and ${isUnderWay}
    order by ${calls.position}
    limit (select under_way from batch)
  ), due as materialized (
    select id, position, ${deadline} as at from under_way, batch
  ), overdue as materialized (
    select * from due where at <= statement_timestamp() order by at, position
    limit ${param("limit", "int")} + 1
  )
  select
    (select coalesce(json_agg(json_build_object(
        'callId', id, 'position', position, 'closedAt', ${utc(sql`at`)})), '[]')
      from (select * from overdue order by at, position
        limit ${param("limit", "int")}) as first) as overdue,
    (select count(*) <= ${param("limit", "int")} from overdue) as "isLast",
    (select least(statement_timestamp() + make_interval(secs => max_call_seconds),
        (select min(at) from due where at > statement_timestamp()))::text
      from batch) as next`,
);

/** Under the lock: which of the calls are still to be closed. */
const stillStatement = precompile(
  "find calls still overdue",
  sql`select ${calls.position} as position
    from ${calls} join ${batches} on ${batches.id} = ${calls.batchId}
    where ${calls.batchId} = ${param("batchId", "uuid")}
      and ${calls.position} = any(${param("positions", "int[]")}) and ${isUnderWay}
      and ${calls.updatedAt} + make_interval(secs => ${batches.maxCallSeconds})
        <= statement_timestamp()`,
);

const nextStatement = precompile(
  "set next overdue time",
  sql`update batch_progress set overdue_at = case when ${underWayCount} > 0
      then ${param("next", "timestamptz")} end
    where batch_id = ${param("batchId", "uuid")}`,
);

/**
 * Closes every call of the batch that has not changed for `maxCallSeconds` while a dial was under
 * way, as `failed` with the cause `end_not_reported`; returns the number of calls.
 */
export async function closeOverdue(
  db: Database,
  workspaceId: string,
  batchId: string,
): Promise<number> {
  let closed = 0;
  while (true) {
    const [found] = await run<Found>(db, findStatement, { batchId, limit: chunk });
    const now = await db.inTurn(
      [`${workspaceId} ${batchId}`],
      () => db.transaction((tx) => closeChunk(tx, { workspaceId, batchId }, found!)),
    );
    closed += now;
    // Without a closed call, another request is closing them.
    if (found!.isLast || now === 0) return closed;
  }
}

const overdueStatement = precompile(
  "is batch overdue",
  sql`select from ${batches} join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
    where ${batches.id} = ${param("batchId", "uuid")}
      and ${batches.workspaceId} = ${param("workspaceId", "uuid")} and ${isOverdue}`,
);

/** Closes what is overdue, for operations that do not read the batch first. */
export async function closeIfOverdue(
  db: Database,
  workspaceId: string,
  batchId: string,
): Promise<void> {
  const found = await run(db, overdueStatement, { workspaceId, batchId });
  if (found.length > 0) await closeOverdue(db, workspaceId, batchId);
}

type Batch = { workspaceId: string; batchId: string };

async function closeChunk(
  tx: Connection,
  { workspaceId, batchId }: Batch,
  { overdue, isLast, next }: Found,
): Promise<number> {
  const locked = (await lockBatches(tx, workspaceId, [{ batchId }])).get(batchId)!;
  const closed = overdue.length > 0 ? await closeCalls(tx, locked, overdue) : 0;
  if (isLast) await run(tx, nextStatement, { batchId, next });
  return closed;
}

async function closeCalls(
  tx: Connection,
  locked: LockedBatch,
  overdue: Overdue[],
): Promise<number> {
  const { batchId } = locked;
  const positions = `{${overdue.map(({ position }) => position).join(",")}}`;
  const rows = await run<{ position: number }>(tx, stillStatement, { batchId, positions });
  const still = new Set(rows.map(({ position }) => position));
  const closing = overdue.filter(({ position }) => still.has(position))
    .map((call) => ({ ...call, batchId }));
  const existing = await loadCalls(tx, closing);
  const events = closing.flatMap((call, i) => closingEvents(batchId, call, existing[i]!));
  const known = new Map(closing.map(({ callId }, i) => [callId, existing[i]!]));
  const changed = byCall(events).flatMap((call: ReportedCall) =>
    applyEvents(call, known.get(call.callId)!, locked)
  );
  if (changed.length > 0) await write(tx, changed);
  return changed.length;
}

/** One end for each attempt that has none, not before what was reported of the call. */
function closingEvents(
  batchId: string,
  { callId, closedAt }: Overdue,
  { events }: ExistingCall,
): NewEvent[] {
  const at = [closedAt, ...events.map((event) => event.at)].sort().at(-1)!;
  return openAttempts(events).map((attempt) => ({
    id: `${endNotReported} ${at}`,
    provider: ownProvider,
    type: "failed",
    at,
    attempt,
    details: { hangupCause: endNotReported },
    batchId,
    callId,
  }));
}
