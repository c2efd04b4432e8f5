import type { CallEventDetails, CallEventType, PhoneLog } from "./call.ts";
import {
  type CallEvent,
  finalRank,
  isFinal,
  isProgress,
  ownProvider,
  rank,
  statusAfter,
} from "./call_event.ts";
import { dialsOf } from "./dials.ts";

/** One attempt and the events from which it derives. */
export type Attempt = {
  log: PhoneLog;
  /** Sorted by `compareEvents`. */
  events: CallEvent[];
  /** Whether Callboard closed it, because its end was not reported. */
  isClosed: boolean;
};

/**
 * Computes one attempt from its sorted events. The status never moves back to an earlier stage,
 * except that a person who talks is never shown as not reached; of several final statuses the
 * latest wins. An attempt with only a recording or a transcript counts as initiated.
 */
export function attemptOf(events: CallEvent[]): Attempt {
  const progress = events.filter(({ type }) => isProgress(type));
  const deciding = talkAfter(progress, decidingEvent(progress));
  const isClosed = deciding?.provider === ownProvider;
  const told = reported(events);
  const toldProgress = told === events ? progress : reported(progress);
  // What Callboard added says nothing of an attempt whose end was reported.
  const telling = isClosed ? events : told;
  const callStatus = deciding ? statusAfter(deciding.type) : "initiated";
  const first = (type: CallEventType) => events.find((event) => event.type === type)?.at;
  const details: CallEventDetails = {};
  for (const event of telling) Object.assign(details, event.details);
  const answeredAt = first("answered") ?? null;
  const endedAt = deciding && isFinal(callStatus) ? deciding.at : null;
  const log: PhoneLog = {
    attempt: events[0]!.attempt,
    callStatus,
    from: details.from ?? null,
    startedAt: first("initiated") ?? toldProgress[0]?.at ?? null,
    answeredAt,
    endedAt,
    callDuration: details.callDuration ?? (isClosed ? null : talkSeconds(answeredAt, endedAt)),
    answeredBy: details.answeredBy ?? null,
    hangupCause: details.hangupCause ?? null,
    hangupSource: details.hangupSource ?? null,
    recordingUrl: details.recordingUrl ?? null,
    provider: (toldProgress.at(-1) ?? told.at(-1) ?? events.at(-1)!).provider,
    providerCallId: details.providerCallId ?? null,
    cost: details.cost ?? null,
  };
  return { log, events, isClosed };
}

const isOwn = ({ provider }: CallEvent) => provider === ownProvider;
/** The events of others: as a rule all of them, which are returned as they are. */
const reported = (events: CallEvent[]): CallEvent[] =>
  events.some(isOwn) ? events.filter((event) => !isOwn(event)) : events;

/** The event that determines the status: the latest of the highest weight. */
function decidingEvent(progress: CallEvent[]): CallEvent | undefined {
  const wasAnswered = progress.some(isAnswer);
  let deciding: CallEvent | undefined;
  let highest = 0;
  for (const event of progress) {
    const own = weight(event, wasAnswered);
    if (own < highest) continue;
    [deciding, highest] = [event, own];
  }
  return deciding;
}

/**
 * The stage of the event. Of the ends of an attempt, the one that Callboard added is the weakest;
 * `completed` without an answer only closes an attempt, and does not say how it ended.
 */
function weight({ type, provider }: CallEvent, wasAnswered: boolean): number {
  const stage = rank(statusAfter(type));
  if (stage < finalRank || provider === ownProvider) return stage;
  return type === "completed" && !wasAnswered ? finalRank + 1 : finalRank + 2;
}

const isAnswer = ({ type, details }: CallEvent) =>
  type === "answered" ||
  (type === "completed" && (Boolean(details.callDuration) || details.answeredBy !== undefined));

/** The answer of a dial that is still under way although another one has ended; else `deciding`. */
function talkAfter(progress: CallEvent[], deciding: CallEvent | undefined): CallEvent | undefined {
  if (!deciding || !isFinal(statusAfter(deciding.type)) || deciding.type === "completed") {
    return deciding;
  }
  const answers = progress.filter(({ type }) => type === "answered");
  if (answers.length === 0) return deciding;
  return dialsOf(progress, 0).underWay === "in-progress" ? answers.at(-1) : deciding;
}

/** Whole seconds from the answer to the end of an attempt, at most a week. */
function talkSeconds(answeredAt: string | null, endedAt: string | null): number | null {
  if (!answeredAt || !endedAt) return null;
  return Math.min(
    604_800,
    Math.max(0, Math.floor((Date.parse(endedAt) - Date.parse(answeredAt)) / 1000)),
  );
}
