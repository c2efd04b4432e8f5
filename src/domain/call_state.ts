/** The call state machine: what is known of a call follows from the set of its events, never from the order in which they arrived. */
import type { Retry } from "./batch.ts";
import type { CallEventDetails, CallEventType, CallStatus, PhoneLog } from "./call.ts";

/** One event of a call. `at` is RFC 3339 in UTC with milliseconds, so that text order is time order. */
export type CallEvent = {
  attempt: number;
  at: string;
  provider: string;
  id: string;
  type: CallEventType;
  details: CallEventDetails;
};

export type CallState = {
  status: CallStatus;
  /** When a call that is queued again is due; null for any other. */
  nextAttemptAt: string | null;
  /** First to latest. */
  logs: PhoneLog[];
};

/** The status that a progress event brings about. */
const statusOf: Partial<Record<CallEventType, CallStatus>> = {
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
const finalRank = 4;
const rank = (status: CallStatus) => openRank[status] ?? finalRank;

export const isFinal = (status: CallStatus): boolean =>
  status !== "queued" && rank(status) === finalRank;
export const isProgress = (type: CallEventType): boolean => statusOf[type] !== undefined;

/** By code point, as Postgres compares under the "C" collation; JavaScript's own order differs above U+FFFF. */
function compareText(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = a.codePointAt(i)! - b.codePointAt(i)!;
    if (difference) return difference;
  }
  return a.length - b.length;
}

/** The last moment that the contract can write. */
const endOfTime = Date.parse("2999-12-31T23:59:59.999Z");

/** A total order: by attempt, time, provider and the provider's own id. */
export function compareEvents(a: CallEvent, b: CallEvent): number {
  return a.attempt - b.attempt || compareText(a.at, b.at) || compareText(a.provider, b.provider) ||
    compareText(a.id, b.id);
}

/**
 * The state that a call's events make, in whatever order they are given. The latest attempt decides the status; when it
 * ended in a way that the batch tries again and attempts are left, the call is queued again.
 */
export function callState(events: CallEvent[], retry: Retry | null): CallState {
  const byAttempt = Map.groupBy(events.toSorted(compareEvents), ({ attempt }) => attempt);
  const logs = [...byAttempt.values()].map(phoneLog);
  const latest = logs.at(-1);
  if (!latest) return { status: "queued", nextAttemptAt: null, logs };
  const again = retry !== null && latest.attempt < retry.maxAttempts &&
    (retry.on as CallStatus[]).includes(latest.callStatus) && latest.endedAt !== null;
  if (!again) return { status: latest.callStatus, nextAttemptAt: null, logs };
  const due = Math.min(Date.parse(latest.endedAt!) + retry.delaySeconds * 1000, endOfTime);
  return { status: "queued", nextAttemptAt: new Date(due).toISOString(), logs };
}

/**
 * One attempt, from its events in order. A later stage is never taken back by an event of an earlier one; a final status outlasts the others, and of
 * several final ones the latest holds. An attempt that is known only by its recording or transcript was at least initiated.
 */
function phoneLog(events: CallEvent[]): PhoneLog {
  const progress = events.filter(({ type }) => isProgress(type));
  let deciding: CallEvent | undefined;
  for (const event of progress) {
    if (!deciding || rank(statusOf[event.type]!) >= rank(statusOf[deciding.type]!)) {
      deciding = event;
    }
  }
  const callStatus = deciding ? statusOf[deciding.type]! : "initiated";
  const first = (type: CallEventType) => events.find((event) => event.type === type)?.at;
  const known: CallEventDetails = Object.assign({}, ...events.map(({ details }) => details));
  const answeredAt = first("answered") ?? null;
  const endedAt = deciding && isFinal(callStatus) ? deciding.at : null;
  return {
    attempt: events[0]!.attempt,
    callStatus,
    from: known.from ?? null,
    startedAt: first("initiated") ?? progress[0]?.at ?? null,
    answeredAt,
    endedAt,
    callDuration: known.callDuration ?? talkSeconds(callStatus, answeredAt, endedAt),
    answeredBy: known.answeredBy ?? null,
    hangupCause: known.hangupCause ?? null,
    hangupSource: known.hangupSource ?? null,
    recordingUrl: known.recordingUrl ?? null,
    provider: (progress.at(-1) ?? events.at(-1)!).provider,
    providerCallId: known.providerCallId ?? null,
    cost: known.cost ?? null,
  };
}

/** Whole seconds from answer to end of a completed attempt, a week at most. */
function talkSeconds(
  status: CallStatus,
  answeredAt: string | null,
  endedAt: string | null,
): number | null {
  if (status !== "completed" || !answeredAt || !endedAt) return null;
  return Math.min(
    604_800,
    Math.max(0, Math.floor((Date.parse(endedAt) - Date.parse(answeredAt)) / 1000)),
  );
}
