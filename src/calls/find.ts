import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { utc } from "../db/json.ts";
import { batches, batchProgress, callEvents, calls, transcripts } from "../db/schema/index.ts";
import { param, precompile } from "../db/statement.ts";
import { positionOf } from "../domain/id.ts";
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
  sql`select ${callJson({ variables: true, phoneLogs: true, transcript: turns })}::text as call,
    ${events}::text as events
  from ${batches}
  join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
  join ${calls} on ${calls.batchId} = ${batches.id}
  where ${batches.id} = ${param("batchId", "uuid")}
    and ${batches.workspaceId} = ${param("workspaceId", "uuid")}
    and ${calls.position} = ${param("position", "int")}
    and ${calls.id} = ${param("callId", "uuid")}
    and ${calls.position} <= ${callCount}`,
);

/**
 * Returns one call with its transcript and events, as JSON of the contract's CallDetails. Returns
 * undefined if the workspace has no such call in the batch.
 */
export async function findCall(
  db: Database,
  workspaceId: string,
  batchId: string,
  callId: string,
): Promise<string | undefined> {
  const values = { workspaceId, batchId, callId, position: positionOf(callId) };
  const [row] = await run<{ call: string; events: string }>(db, statement, values);
  return row && `${row.call.slice(0, -1)},"events":${row.events}}`;
}
