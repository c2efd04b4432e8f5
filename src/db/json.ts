import { type SQL, sql } from "drizzle-orm";

/** RFC 3339 in UTC with milliseconds; null stays null. */
export const utc = (time: unknown): SQL =>
  sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
