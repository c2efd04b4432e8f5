import { timestamp } from "drizzle-orm/pg-core";

/** A time with milliseconds, as in the API; read as text, so that no conversion rounds it. */
export const time = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 3, mode: "string" });
