import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { BatchStatus } from "../../domain/batch.ts";
import { type CallStatus, callStatuses } from "../../domain/call.ts";
import { batches } from "./batches.ts";
import { time } from "./columns.ts";

/** The column that counts the calls in a status. */
export const counterColumn = (status: CallStatus): string => status.replace("-", "_");

const counter = (status: CallStatus) => integer(counterColumn(status)).notNull().default(0);
const counters = Object.fromEntries(
  callStatuses.map((status) => [status, counter(status)]),
) as Record<
  CallStatus,
  ReturnType<typeof counter>
>;

/**
 * One row per batch: its status and how many of its calls are in each status. Calls behind the sum are those of an upload that is under way: they are not there
 * yet. Whoever records events locks this row first (rows of several batches in the order of their ids) and counts in the same transaction; an upload
 * changes it at its end, after its row in `uploads`. So writers never deadlock.
 */
export const batchProgress = pgTable("batch_progress", {
  batchId: uuid("batch_id").primaryKey().references(() => batches.id),
  status: text().$type<BatchStatus>().notNull().default("draft"),
  ...counters,
  firstEventAt: time("first_event_at"),
  lastEventAt: time("last_event_at"),
  updatedAt: time("updated_at").notNull().defaultNow(),
});
