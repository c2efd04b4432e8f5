/**
 * The call state machine. The state of a call depends on the set of its events, never on the order
 * in which they arrive.
 */
import type { Retry } from "./batch.ts";
import type { CallEventDetails, CallEventType, CallStatus, PhoneLog } from "./call.ts";

/** One event of a call. `at` is RFC 3339 UTC with milliseconds, so that it sorts as text. */
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
  /** When the next attempt is due, if the call is queued for a retry; else null. */
  nextAttemptAt: string | null;
  /** First to latest. */
  logs: PhoneLog[];
};

/** The status after each progress event. */
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

/** Whether no further event can move the attempt to an open status. */
export const isFinal = (status: CallStatus): boolean =>
  status !== "queued" && rank(status) === finalRank;
/** Whether events of this type change the status. */
export const isProgress = (type: CallEventType): boolean => statusOf[type] !== undefined;

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

/** The latest time that the contract allows. */
const endOfTime = Date.parse("2999-12-31T23:59:59.999Z");

/** A total order: by attempt, time, provider and the provider's event id. */
export function compareEvents(a: CallEvent, b: CallEvent): number {
  return a.attempt - b.attempt || compareText(a.at, b.at) || compareText(a.provider, b.provider) ||
    compareText(a.id, b.id);
}

/**
 * Computes the state of a call from its events, in any order. The latest attempt determines the
 * status; if the retry policy covers it and attempts are left, the call is queued again.
 */
export function callState(events: CallEvent[], retry: Retry | null): CallState {
  const byAttempt = Map.groupBy(events.toSorted(compareEvents), ({ attempt }) => attempt);
  const logs = [...byAttempt.values()].map(phoneLog);
  const latest = logs.at(-1);
  if (!latest) return { status: "queued", nextAttemptAt: null, logs };
  const isRetried = retry !== null && latest.attempt < retry.maxAttempts &&
    (retry.on as CallStatus[]).includes(latest.callStatus) && latest.endedAt !== null;
  if (!isRetried) return { status: latest.callStatus, nextAttemptAt: null, logs };
  const due = Math.min(Date.parse(latest.endedAt!) + retry.delaySeconds * 1000, endOfTime);
  return { status: "queued", nextAttemptAt: new Date(due).toISOString(), logs };
}

/**
 * Computes one attempt from its sorted events. The status never moves back to an earlier stage; of
 * several final statuses the latest wins. An attempt with only a recording or a transcript counts
 * as initiated.
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
  const details: CallEventDetails = Object.assign({}, ...events.map((event) => event.details));
  const answeredAt = first("answered") ?? null;
  const endedAt = deciding && isFinal(callStatus) ? deciding.at : null;
  return {
    attempt: events[0]!.attempt,
    callStatus,
    from: details.from ?? null,
    startedAt: first("initiated") ?? progress[0]?.at ?? null,
    answeredAt,
    endedAt,
    callDuration: details.callDuration ?? talkSeconds(callStatus, answeredAt, endedAt),
    answeredBy: details.answeredBy ?? null,
    hangupCause: details.hangupCause ?? null,
    hangupSource: details.hangupSource ?? null,
    recordingUrl: details.recordingUrl ?? null,
    provider: (progress.at(-1) ?? events.at(-1)!).provider,
    providerCallId: details.providerCallId ?? null,
    cost: details.cost ?? null,
  };
}

/** Whole seconds from the answer to the end of a completed attempt, at most a week. */
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
