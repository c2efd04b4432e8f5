/** Converts an RFC 3339 time to UTC with milliseconds; further digits are cut off. */
export const toUtc = (time: string): string =>
  isCanonical(time) ? time : new Date(time).toISOString();

/** Whether `toISOString` would return the same text. */
const isCanonical = (time: string) => time.length === 24 && time[10] === "T" && time[23] === "Z";

/** Whether the year of a UTC time is one that the contract allows. */
export const isInRange = (utc: string): boolean => /^[12]\d{3}-/.test(utc);

export const yearsMessage = "must be in the years 1000 to 2999 UTC";
