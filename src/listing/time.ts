import type { Comparison } from "./comparison.ts";

const hour = "([01]\\d|2[0-3])";
/** The contract's Time: RFC 3339 without hour 24 and leap seconds, years 1000 to 2999. */
const rfc3339 = new RegExp(
  `^[12]\\d{3}-\\d\\d-\\d\\dT${hour}:[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]${hour}:[0-5]\\d)$`,
);

/** Whether this is a valid Time. `new Date` alone would turn February 30 into March 2. */
export function isTime(text: string): boolean {
  if (!rfc3339.test(text)) return false;
  const midnight = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text.slice(0, 10));
}

/** The time that was meant by another spelling of one; undefined without a guess. */
export function meantTime(text: string): string | undefined {
  const plus = text.trim().replace(/(\d) (\d\d:\d\d)$/, "$1+$2");
  const guesses = [plus, plus.replace(" ", "T"), `${plus.replace(" ", "T")}Z`];
  return [...guesses, `${plus}T00:00:00Z`].find(isTime);
}

/**
 * Converts a time to UTC and truncates it to the millisecond, the precision of the columns; `exact`
 * means that nothing was lost. Postgres cannot parse the original: it rejects offsets of 16 hours
 * and more, which RFC 3339 allows.
 */
export function truncateToMilliseconds(time: string): { utc: string; exact: boolean } {
  return { utc: new Date(time).toISOString(), exact: !/\.\d{3}\d*[1-9]/.test(time) };
}

/**
 * The operator that gives the same result against the truncated time as `operator` against the
 * full time, for values in whole milliseconds.
 */
export function comparisonAfterTruncation(operator: Comparison, exact: boolean): Comparison {
  if (exact) return operator;
  return operator === "$gt" || operator === "$gte" ? "$gt" : "$lte";
}
