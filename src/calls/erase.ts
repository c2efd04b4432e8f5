/** Erases what calls tell of a person: docs/decisions/0016-erasure.md. */
import { type SQL, sql } from "drizzle-orm";
import { type Connection, type Database, run } from "../db/client.ts";
import { addDeltas, callCount, openAfterDeltas } from "../db/counters.ts";
import { batches, batchProgress, calls } from "../db/schema/index.ts";
import { param, precompile } from "../db/statement.ts";
import { callStatuses } from "../domain/call.ts";
import { personalDetails } from "../domain/personal_details.ts";
import type { LockedCall } from "./locked.ts";

const names = sql.raw(`array[${personalDetails.map((name) => `'${name}'`).join(", ")}]`);
const nulls = sql.raw(
  `'${JSON.stringify(Object.fromEntries(personalDetails.map((name) => [name, null])))}'`,
);
const deltas = sql.raw(
  callStatuses.map((status) =>
    `sum((final = '${status}')::int - (status = '${status}')::int)::int as "${status}"`
  ).join(", "),
);

/**
 * Erases the calls of locked batches that fulfil the condition. A queued call is never dialled
 * again: it gets the status that its events give it without a retry policy, else `canceled`.
 */
const eraseStatement = (name: string, condition: SQL) =>
  precompile(
    name,
    sql`with target as materialized (
    select ${calls.batchId} as batch_id, ${calls.position} as position, ${calls.status} as status,
      case
        when ${calls.status} <> 'queued' then ${calls.status}
        else coalesce(${calls.attemptStatus}, 'canceled') end as final
    from ${batchProgress}
    join ${calls} on ${calls.batchId} = ${batchProgress.batchId}
    where ${batchProgress.batchId} = any(${param("batchIds", "uuid[]")})
      and ${calls.position} <= ${callCount}
      and ${calls.phoneNumber} is not null
      and ${condition}
  ), erased as (
    update calls set
      phone_number = null,
      one_per_number = null,
      unique_key = null,
      variables = '{}',
      search_text = '',
      recording_url = null,
      provider_call_id = null,
      earlier_logs = (
        select jsonb_agg(log || ${nulls}::jsonb order by place)
        from jsonb_array_elements(calls.earlier_logs) with ordinality as earlier(log, place)),
      status = target.final,
      next_attempt_at = null,
      withdrawn_at = coalesce(calls.withdrawn_at, statement_timestamp()),
      updated_at = statement_timestamp()
    from target
    where calls.batch_id = target.batch_id and calls.position = target.position
  ), events as (
    update call_events set details = nullif(details::jsonb - ${names}, '{}')::json
    from target
    where call_events.batch_id = target.batch_id and call_events.position = target.position
      and call_events.details is not null
  ), turns as (
    delete from transcripts using target
    where transcripts.batch_id = target.batch_id and transcripts.position = target.position
  ), staged as (
    delete from staged_updates using target
    where staged_updates.batch_id = target.batch_id and staged_updates.position = target.position
  ), delta as (
    select batch_id, ${deltas} from target group by batch_id
  ), counted as (
    update batch_progress as progress set
      ${addDeltas},
      updated_at = statement_timestamp(),
      status = case
        when progress.status = 'active' and ${openAfterDeltas} = 0 then 'completed'
        else progress.status end
    from delta
    where progress.batch_id = delta.batch_id
  )
  select count(*)::int as calls, count(distinct batch_id)::int as batches from target`,
  );

const byPosition = eraseStatement(
  "erase call",
  sql`${calls.position} = ${param("position", "int")}`,
);
const byNumber = eraseStatement(
  "erase contact",
  sql`${calls.phoneNumber} = ${param("phoneNumber", "text")}`,
);

/** Erases the contact of a locked call. */
export async function eraseCall(
  tx: Connection,
  batchId: string,
  { position }: LockedCall,
): Promise<void> {
  await run(tx, byPosition, { batchIds: `{${batchId}}`, position });
}

/**
 * Locks the batches with the number, deleted ones too, in the order of their ids: writers of
 * several batches wait for each other in no circle. `offset 0` forces a look-up per batch.
 */
const lockStatement = precompile(
  "lock batches of a contact",
  sql`select ${batchProgress.batchId} as "batchId"
    from ${batches}
    join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
    where (${batches.workspaceId} = ${param("workspaceId", "uuid")}
        or ${batches.deletedWorkspaceId} = ${param("workspaceId", "uuid")})
      and exists (
        select from ${calls}
        where ${calls.batchId} = ${batches.id} and ${calls.phoneNumber} = ${
    param("phoneNumber", "text")
  }
        offset 0)
    order by ${batchProgress.batchId}
    for update of ${batchProgress}`,
);

export type Erased = { calls: number; batches: number };

/** Erases the contact with a number from all batches of a workspace, in one transaction. */
export async function eraseContact(
  db: Database,
  workspaceId: string,
  phoneNumber: string,
): Promise<Erased> {
  return await db.transaction(async (tx) => {
    const locked = await run<{ batchId: string }>(tx, lockStatement, { workspaceId, phoneNumber });
    const batchIds = `{${locked.map(({ batchId }) => batchId).join(",")}}`;
    const [erased] = await run<Erased>(tx, byNumber, { batchIds, phoneNumber });
    return erased!;
  });
}
