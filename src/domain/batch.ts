/** Life cycle: `batch_moves.ts`. */
export const batchStatuses = ["draft", "active", "paused", "completed", "canceled"] as const;
export type BatchStatus = typeof batchStatuses[number];

/**
 * Retry policy: at most `maxAttempts` attempts per call, each `delaySeconds` after the end of the
 * previous one, as long as that ended with a status in `on`.
 */
export type Retry = {
  maxAttempts: number;
  delaySeconds: number;
  on: ("busy" | "no-answer" | "failed")[];
};

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/**
 * When calls of a batch may start: between RFC 3339 times, and in windows of local time (`HH:MM`,
 * end exclusive) in an IANA time zone.
 */
export type Schedule = {
  timeZone: string;
  startAt?: string | null;
  endAt?: string | null;
  windows?: { days: Weekday[]; from: string; to: string }[];
};
