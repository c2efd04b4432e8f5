import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { BatchStatus } from "../../domain/batch.ts";
import { batches } from "./batches.ts";
import { time } from "./columns.ts";

/**
 * One row per batch: its status and how many of its calls are in each status. Calls behind the sum are those of an upload that is under way: they are not there
 * yet. Whoever records events locks this row first (rows of several batches in the order of their ids) and counts in the same transaction; an upload
 * changes it at its end, after its row in `uploads`. So writers never deadlock.
 */
export const batchProgress = pgTable("batch_progress", {
  batchId: uuid("batch_id").primaryKey().references(() => batches.id),
  status: text().$type<BatchStatus>().notNull().default("draft"),
  queued: integer().notNull().default(0),
  initiated: integer().notNull().default(0),
  ringing: integer().notNull().default(0),
  inProgress: integer("in_progress").notNull().default(0),
  completed: integer().notNull().default(0),
  busy: integer().notNull().default(0),
  noAnswer: integer("no_answer").notNull().default(0),
  failed: integer().notNull().default(0),
  canceled: integer().notNull().default(0),
  firstEventAt: time("first_event_at"),
  lastEventAt: time("last_event_at"),
  updatedAt: time("updated_at").notNull().defaultNow(),
});
