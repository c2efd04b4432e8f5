import { timestamp } from "drizzle-orm/pg-core";

/** A point in time, to the millisecond (what the API shows), read as Postgres text so that nothing is rounded on the way. */
export const time = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 3, mode: "string" });
