import { pgTable, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns.ts";

/**
 * The uploads that are under way, at most one per batch. What an upload has added so far stands behind the positions that the batch's counters
 * count, where no one sees it; it counts, all at once, when the upload ends. So an upload is a row of short transactions: a single one would keep Postgres
 * from clearing away old versions of rows, in every table, for as long as the client takes.
 */
export const uploads = pgTable("uploads", {
  batchId: uuid("batch_id").primaryKey(),
  id: uuid().notNull(),
  /** When it last did something. One that has done nothing for a minute is taken for dead. */
  seenAt: time("seen_at").notNull(),
});
