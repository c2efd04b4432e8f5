import { type CallState, callState, compareEvents } from "../domain/call_state.ts";
import type { ExistingCall, LockedBatch } from "./load.ts";
import type { ReportedCall } from "./reported_calls.ts";
import { withoutPersonalDetails } from "./without_personal_details.ts";
import type { ChangedCall } from "./write.ts";

/** Returns the changed call, or an empty array when there is no new event. */
export function applyEvents(
  { batchId, position, events }: ReportedCall,
  existing: ExistingCall,
  batch: LockedBatch,
): ChangedCall[] {
  if (events.length === 0) return [];
  const { maxCallSeconds } = batch;
  const retry = existing.withdrawn ? null : batch.retry;
  const fresh = existing.erased ? events.map(withoutPersonalDetails) : events;
  const state = callState([...existing.events, ...fresh], retry);
  const transcribed = fresh.filter(({ transcript }) => transcript !== undefined)
    .toSorted(compareEvents)
    .at(-1);
  return [{
    batchId,
    position,
    maxCallSeconds,
    previousStatus: existing.status,
    state,
    rowChanged: transcribed !== undefined || state.status !== existing.status ||
      !isSame(state, callState(existing.events, retry)),
    events: fresh,
    existingEvents: existing.events.length,
    ...(transcribed ? { transcribed } : {}),
  }];
}

/** Compares JSON: `callState` always writes its members in the same order. */
const isSame = (a: CallState, b: CallState) =>
  a.logs.length === b.logs.length && JSON.stringify(a) === JSON.stringify(b);
