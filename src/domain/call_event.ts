/** The events of a call, their order, and the status that each stands for. */
import type { CallEventDetails, CallEventType, CallStatus } from "./call.ts";

/** One event of a call. `at` is RFC 3339 UTC with milliseconds, so that it sorts as text. */
export type CallEvent = {
  attempt: number;
  at: string;
  provider: string;
  id: string;
  type: CallEventType;
  details: CallEventDetails;
};

/** The provider of the events that Callboard itself adds; no other may use the name. */
export const ownProvider = "callboard";
/** The hangup cause of an attempt that Callboard closed because its end was not reported. */
export const endNotReported = "end_not_reported";

/** The status after each progress event. */
const statuses: Partial<Record<CallEventType, CallStatus>> = {
  initiated: "initiated",
  ringing: "ringing",
  answered: "in-progress",
  completed: "completed",
  busy: "busy",
  "no-answer": "no-answer",
  failed: "failed",
  canceled: "canceled",
};
const openRank: Partial<Record<CallStatus, number>> = {
  initiated: 1,
  ringing: 2,
  "in-progress": 3,
};
export const finalRank = 4;

/** The stage of a status, from 1 for `initiated` to `finalRank` for every final status. */
export const rank = (status: CallStatus): number => openRank[status] ?? finalRank;
/** Whether the attempt has ended. */
export const isFinal = (status: CallStatus): boolean =>
  status !== "queued" && rank(status) === finalRank;
/** Whether events of this type change the status. */
export const isProgress = (type: CallEventType): boolean => statuses[type] !== undefined;
/** The status after an event of this type, which is a progress event. */
export const statusAfter = (type: CallEventType): CallStatus => statuses[type]!;

/**
 * Compares by code point, like Postgres' "C" collation. JavaScript compares UTF-16 units, which
 * differs above U+FFFF.
 */
function compareText(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = a.codePointAt(i)! - b.codePointAt(i)!;
    if (difference) return difference;
  }
  return a.length - b.length;
}

/** Compares times, which are ASCII. */
const compareTimes = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A total order: by attempt, time, provider and the provider's event id. */
export function compareEvents(a: CallEvent, b: CallEvent): number {
  return a.attempt - b.attempt || compareTimes(a.at, b.at) || compareText(a.provider, b.provider) ||
    compareText(a.id, b.id);
}
