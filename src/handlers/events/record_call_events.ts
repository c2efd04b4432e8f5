import type { Input } from "../../contract/implement.ts";
import { type NewEvent, recordCallEvents as record } from "../../queries/record_call_events.ts";
import type { Handler } from "../context.ts";

export const recordCallEvents: Handler<"recordCallEvents"> = async ({ body }, { db, workspaceId }, reply) =>
  reply(200, await record(db, workspaceId, body.events.map(newEvent)));

/** The event in the state machine's words: ids in lower case, its time in UTC to the millisecond. */
function newEvent(event: Input<"recordCallEvents">["body"]["events"][number]): NewEvent {
  const { id, batchId, callId, type, at, attempt, provider, ...said } = event;
  const { transcript, ...details } = { transcript: undefined, ...said };
  return {
    id,
    batchId: batchId.toLowerCase(),
    callId: callId.toLowerCase(),
    type,
    at: new Date(at).toISOString(),
    attempt,
    provider,
    details,
    ...(transcript ? { transcript } : {}),
  };
}
