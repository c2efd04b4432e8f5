import type { Input } from "../contract/implement.ts";
import type { Turn } from "../domain/call.ts";
import { ownProvider } from "../domain/call_event.ts";
import { InvalidBody } from "../domain/errors.ts";
import { isInRange, toUtc, yearsMessage } from "../domain/utc.ts";
import type { NewEvent } from "./event.ts";
import { recordCallEvents as record } from "./record.ts";
import type { Handler } from "../http/operation.ts";

export const recordCallEvents: Handler<"recordCallEvents"> = async (
  { body },
  { db, workspaceId },
  reply,
) => reply(200, await record(db, workspaceId, newEvents(body.events)));

type ReportedEvents = Input<"recordCallEvents">["body"]["events"];

/**
 * Throws InvalidBody for a time whose UTC year is outside of the contract's range, and for
 * Callboard's own provider.
 */
function newEvents(reported: ReportedEvents): NewEvent[] {
  const events = reported.map(newEvent);
  const faults = events.flatMap(({ at, provider }, index) => [
    ...(isInRange(at) ? [] : [{ pointer: `/events/${index}/at`, message: yearsMessage }]),
    ...(provider === ownProvider
      ? [{
        pointer: `/events/${index}/provider`,
        message: "is reserved for Callboard's own events",
      }]
      : []),
  ]);
  if (faults.length) throw new InvalidBody(faults);
  return events;
}

/** Normalizes an event: ids in lower case, the time in UTC with milliseconds. */
function newEvent(event: ReportedEvents[number]): NewEvent {
  const { id, batchId, callId, type, at, attempt, provider, transcript, ...details } =
    event as Transcribed;
  return {
    id,
    batchId: batchId.toLowerCase(),
    callId: callId.toLowerCase(),
    type,
    at: toUtc(at),
    attempt,
    provider,
    details,
    ...(transcript ? { transcript } : {}),
  };
}

type Transcribed = ReportedEvents[number] & { transcript?: Turn[] };
