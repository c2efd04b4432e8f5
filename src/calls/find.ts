import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { utc } from "../db/json.ts";
import { batches, batchProgress, callEvents, calls, transcripts } from "../db/schema/index.ts";
import { positionOf } from "../domain/id.ts";
import { callJson } from "./json.ts";

/** One call with its transcript and events, as the contract's CallDetails in JSON text; undefined when the workspace has no such call. */
export async function findCall(
  db: Database,
  workspaceId: string,
  batchId: string,
  callId: string,
): Promise<string | undefined> {
  const transcript = sql`(select ${transcripts.turns} from ${transcripts}
    where ${transcripts.batchId} = ${calls.batchId} and ${transcripts.position} = ${calls.position})`;
  const call = callJson({ variables: true, phoneLogs: true, transcript });
  const events = sql`(select coalesce(json_agg(json_build_object(
      'id', ${callEvents.eventId}, 'provider', ${callEvents.provider}, 'type', ${callEvents.type}, 'attempt', ${callEvents.attempt},
      'at', ${utc(callEvents.at)}, 'receivedAt', ${utc(callEvents.receivedAt)})
      order by ${callEvents.at}, ${callEvents.attempt}, ${callEvents.provider} collate "C", ${callEvents.eventId} collate "C"), '[]')
    from ${callEvents} where ${callEvents.batchId} = ${calls.batchId} and ${callEvents.position} = ${calls.position})`;
  const [row] = await run<{ call: string; events: string }>(
    db.client,
    sql`select ${call}::text as call, ${events}::text as events
      from ${batches} join ${calls} on ${calls.batchId} = ${batches.id}
      where ${batches.id} = ${batchId}::uuid and ${batches.workspaceId} = ${workspaceId}::uuid
        and ${calls.position} = ${positionOf(callId)} and ${calls.id} = ${callId}::uuid
        and ${calls.position} <= (select ${callCount} from ${batchProgress} where ${batchProgress.batchId} = ${batchId}::uuid)`,
  );
  return row && `${row.call.slice(0, -1)},"events":${row.events}}`;
}
