import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { callCount, isOverdue } from "../db/counters.ts";
import { utc } from "../db/json.ts";
import { batches, batchProgress, callEvents, calls, transcripts } from "../db/schema/index.ts";
import { param, precompile } from "../db/statement.ts";
import type { Caller } from "../domain/caller.ts";
import { positionOf } from "../domain/id.ts";
import { validKey } from "../keys/valid_key.ts";
import { callJson } from "./json.ts";

const turns = sql`(
  select ${transcripts.turns} from ${transcripts}
  where ${transcripts.batchId} = ${calls.batchId} and ${transcripts.position} = ${calls.position})`;

const events = sql`(
  select coalesce(json_agg(json_build_object(
      'id', ${callEvents.eventId},
      'provider', ${callEvents.provider},
      'type', ${callEvents.type},
      'attempt', ${callEvents.attempt},
      'at', ${utc(callEvents.at)},
      'receivedAt', ${utc(callEvents.receivedAt)})
    order by ${callEvents.at}, ${callEvents.attempt}, ${callEvents.provider} collate "C",
      ${callEvents.eventId} collate "C"), '[]')
  from ${callEvents}
  where ${callEvents.batchId} = ${calls.batchId} and ${callEvents.position} = ${calls.position})`;

const statement = precompile(
  "find call",
  sql`with key as materialized (
    ${validKey(param("keyHash", "text"))}
  ), found as materialized (
    select ${callJson({ variables: true, phoneLogs: true, transcript: turns })}::text as call,
      ${events}::text as events, ${isOverdue} as overdue
    from key
    join ${batches} on ${batches.workspaceId} = key.workspace_id
      and 'batches:read' = any(key.scopes)
    join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
    join ${calls} on ${calls.batchId} = ${batches.id}
    where ${batches.id} = ${param("batchId", "uuid")}
      and ${calls.position} = ${param("position", "int")}
      and ${calls.id} = ${param("callId", "uuid")}
      and ${calls.position} <= ${callCount}
  )
  select key.workspace_id as "workspaceId", to_json(key.scopes) as scopes, found.*
  from key left join found on true`,
);

type Found = { call: string | null; events: string; overdue: boolean | null };

export type FoundCall = {
  /** The owner of the key; undefined when the key is unknown or revoked. */
  caller: Caller | undefined;
  /** The contract's CallDetails as JSON text; undefined when the key may read no such call. */
  call: string | undefined;
  /** Whether calls of the batch may have to be closed first; then `call` is out of date. */
  overdue: boolean;
};

/**
 * Finds one call with its transcript and events, if the key may read it. `waitSignal` ends the wait
 * for a connection.
 */
export async function findCall(
  db: Database,
  keyHash: string,
  batchId: string,
  callId: string,
  waitSignal?: AbortSignal,
): Promise<FoundCall> {
  const values = { keyHash, batchId, callId, position: positionOf(callId) };
  const [row] = await run<Caller & Found>(db, statement, values, { waitSignal });
  if (!row) return { caller: undefined, call: undefined, overdue: false };
  const { workspaceId, scopes, call, events, overdue } = row;
  return {
    caller: { workspaceId, scopes },
    call: call === null ? undefined : `${call.slice(0, -1)},"events":${events}}`,
    overdue: overdue ?? false,
  };
}
