import type { Comparison } from "./comparison.ts";

/** The contract's Time. The hour 24 and a leap second are not in it, and neither has a place in our data. */
const rfc3339 =
  /^[12]\d{3}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** An RFC 3339 time on a date that exists: JavaScript would make the 2nd of March of the 30th of February. */
export function isTime(text: string): boolean {
  if (!rfc3339.test(text)) return false;
  const midnight = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text.slice(0, 10));
}

/**
 * The time in UTC, cut to the millisecond, as calls have theirs; `exact` tells whether nothing was cut off. Postgres could not
 * be given the text itself: it rejects offsets from 16 hours on, which RFC 3339 allows.
 */
export function inMilliseconds(time: string): { utc: string; exact: boolean } {
  return { utc: new Date(time).toISOString(), exact: !/\.\d{3}\d*[1-9]/.test(time) };
}

/** The comparison with the time that was cut which, for whole milliseconds, comes to the same as this one with the full time. */
export function afterCut(operator: Comparison, exact: boolean): Comparison {
  if (exact) return operator;
  return operator === "$gt" || operator === "$gte" ? "$gt" : "$lte";
}
