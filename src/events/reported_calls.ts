import { positionOf } from "../domain/id.ts";
import type { NewEvent } from "./event.ts";

/** A call of the request and its reported events. */
export type ReportedCall = {
  batchId: string;
  callId: string;
  position: number;
  events: NewEvent[];
};

/** Calls per statement, so that server and database work in parallel: docs/decisions/0010. */
const sliceSize = 128;
/** Turns of transcripts that take as long to write as JSON as a call without any. */
const turnsPerCall = 8;

export function byCall(reported: NewEvent[]): ReportedCall[] {
  const groups = Map.groupBy(reported, ({ batchId, callId }) => `${batchId} ${callId}`);
  return [...groups.values()].map((events) => {
    const { batchId, callId } = events[0]!;
    return { batchId, callId, position: positionOf(callId), events };
  });
}

const turnsOf = ({ events }: ReportedCall) =>
  events.reduce((sum, { transcript }) => sum + (transcript?.length ?? 0), 0);

export const hasTranscript = (call: ReportedCall): boolean => turnsOf(call) > 0;

/** Splits calls into those of one statement each; long transcripts make a slice shorter. */
export function slicesOf(calls: ReportedCall[]): ReportedCall[][] {
  const slices: ReportedCall[][] = [];
  let slice: ReportedCall[] = [];
  let size = 0;
  for (const call of calls) {
    const own = 1 + turnsOf(call) / turnsPerCall;
    if (slice.length === 0 || size + own > sliceSize) {
      slice = [];
      slices.push(slice);
      size = 0;
    }
    slice.push(call);
    size += own;
  }
  return slices;
}
