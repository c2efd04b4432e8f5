/**
 * The call state machine. The state of a call depends on the set of its events, never on the order
 * in which they arrive.
 */
import { type Attempt, attemptOf } from "./attempt.ts";
import type { Retry } from "./batch.ts";
import type { CallStatus, PhoneLog } from "./call.ts";
import { type CallEvent, compareEvents, isFinal, rank } from "./call_event.ts";
import { dialsOf } from "./dials.ts";

export { type CallEvent, compareEvents, isFinal, isProgress } from "./call_event.ts";

export type CallState = {
  status: CallStatus;
  /** When the next attempt is due, if the call is queued for a retry; else null. */
  nextAttemptAt: string | null;
  /** First to latest. */
  logs: PhoneLog[];
};

/** The latest time that the contract allows. */
const endOfTime = Date.parse("2999-12-31T23:59:59.999Z");

/**
 * Computes the state of a call from its events, in any order. The latest attempt determines the
 * status; if the retry policy covers it and attempts are left, the call is queued again, unless a
 * dial of it may be under way: then it has the status of that dial.
 */
export function callState(events: CallEvent[], retry: Retry | null): CallState {
  const attempts = attemptsOf(events);
  const logs = attempts.map(({ log }) => log);
  const latest = attempts.at(-1);
  if (!latest) return { status: "queued", nextAttemptAt: null, logs };
  const { callStatus, endedAt } = latest.log;
  const unchanged = { status: callStatus, nextAttemptAt: null, logs };
  if (retry === null || endedAt === null || !covers(retry, latest)) return unchanged;
  const dials = attempts.map(({ events }) => dialsOf(events, retry.delaySeconds));
  const underWay = dials.flatMap(({ underWay, underWaySince }, i) => {
    const counts = underWay === "in-progress" || attempts[i] === latest || underWaySince > endedAt;
    return underWay && counts ? [underWay] : [];
  });
  if (underWay.length > 0) {
    return { ...unchanged, status: underWay.toSorted((a, b) => rank(b) - rank(a))[0]! };
  }
  const made = dials.reduce((sum, { count }) => sum + Math.max(count, 1), 0);
  if (made >= retry.maxAttempts) return unchanged;
  const due = Math.min(Date.parse(endedAt) + retry.delaySeconds * 1000, endOfTime);
  return { status: "queued", nextAttemptAt: new Date(due).toISOString(), logs };
}

const attemptsOf = (events: CallEvent[]): Attempt[] =>
  [...Map.groupBy(events.toSorted(compareEvents), ({ attempt }) => attempt).values()]
    .map(attemptOf);

/** Nobody knows how long a closed attempt was talked, so it is not repeated once answered. */
const covers = (retry: Retry, { log, isClosed }: Attempt): boolean =>
  log.attempt < retry.maxAttempts && (retry.on as CallStatus[]).includes(log.callStatus) &&
  !(isClosed && log.answeredAt !== null);

/** The numbers of the attempts of which an end is to be reported yet. */
export const openAttempts = (events: CallEvent[]): number[] =>
  attemptsOf(events)
    .filter(({ log, events }) => !isFinal(log.callStatus) || dialsOf(events, 0).underWay !== null)
    .map(({ log }) => log.attempt);
