/** Call statuses, as in Twilio's API and others. */
export const callStatuses = [
  "queued",
  "initiated",
  "ringing",
  "in-progress",
  "completed",
  "busy",
  "no-answer",
  "failed",
  "canceled",
] as const;
export type CallStatus = typeof callStatuses[number];

/** The statuses of a call that is not final. */
export const openStatuses = [
  "queued",
  "initiated",
  "ringing",
  "in-progress",
] as const satisfies CallStatus[];

/** The statuses of an attempt: it is dialled, so never `queued`. */
export const attemptStatuses = callStatuses.filter((status) => status !== "queued");

/** Results of answering machine detection, as in Twilio's API. */
export const answeredBys = [
  "human",
  "machine_start",
  "machine_end_beep",
  "machine_end_silence",
  "machine_end_other",
  "fax",
  "unknown",
] as const;
export type AnsweredBy = typeof answeredBys[number];
export const hangupSources = ["caller", "callee", "provider", "unknown"] as const;
export type HangupSource = typeof hangupSources[number];

/** A decimal amount and an ISO 4217 currency. */
export type Money = { amount: string; currency: string };

/** One attempt, as in the API: times in RFC 3339 UTC, `callDuration` in whole seconds. */
export type PhoneLog = {
  attempt: number;
  callStatus: CallStatus;
  from: string | null;
  startedAt: string | null;
  answeredAt: string | null;
  endedAt: string | null;
  callDuration: number | null;
  answeredBy: AnsweredBy | null;
  hangupCause: string | null;
  hangupSource: HangupSource | null;
  recordingUrl: string | null;
  provider: string | null;
  providerCallId: string | null;
  cost: Money | null;
};

/** One utterance of a transcript; `startSeconds` counts from the answer. */
export type Turn = { speaker: string; text: string; startSeconds?: number };

export const callEventTypes = [
  "initiated",
  "ringing",
  "answered",
  "completed",
  "busy",
  "no-answer",
  "failed",
  "canceled",
  "recording-available",
  "transcript-available",
] as const;
export type CallEventType = typeof callEventTypes[number];

/** The optional data of an event. */
export type CallEventDetails = {
  providerCallId?: string;
  from?: string;
  callDuration?: number;
  answeredBy?: AnsweredBy;
  hangupCause?: string;
  hangupSource?: HangupSource;
  recordingUrl?: string;
  cost?: Money;
};
