/** Batch life cycle; `paused` and `canceled` are set by request, the others follow from the calls. */
export type BatchStatus = "draft" | "active" | "paused" | "completed" | "canceled";

/** When a call is tried again: at most `maxAttempts` attempts in all, each `delaySeconds` after the end of the one before. */
export type Retry = {
  maxAttempts: number;
  delaySeconds: number;
  on: ("busy" | "no-answer" | "failed")[];
};

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** When a batch may call: RFC 3339 bounds and hours of the day (`HH:MM`, end exclusive) in an IANA time zone. */
export type Schedule = {
  timeZone: string;
  startAt?: string | null;
  endAt?: string | null;
  windows?: { days: Weekday[]; from: string; to: string }[];
};
