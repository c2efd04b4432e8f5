import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { BatchStatus } from "../../domain/batch.ts";
import { type CallStatus, callStatuses } from "../../domain/call.ts";
import { batches } from "./batches.ts";
import { time } from "./columns.ts";

/** The column that counts the calls with a status. */
export const counterColumn = (status: CallStatus): string => status.replace("-", "_");

const counter = (status: CallStatus) => integer(counterColumn(status)).notNull().default(0);
const counters = Object.fromEntries(
  callStatuses.map((status) => [status, counter(status)]),
) as Record<
  CallStatus,
  ReturnType<typeof counter>
>;

/**
 * Status and counters of a batch. Writers lock this row first, several rows in the order of their
 * ids: docs/decisions/0004-counters.md.
 */
export const batchProgress = pgTable("batch_progress", {
  batchId: uuid("batch_id").primaryKey().references(() => batches.id),
  status: text().$type<BatchStatus>().notNull().default("draft"),
  ...counters,
  /** When the batch was started; null if its first event did. */
  startedAt: time("started_at"),
  firstEventAt: time("first_event_at"),
  lastEventAt: time("last_event_at"),
  /** No call is to be closed before; null while no dial is under way. */
  overdueAt: time("overdue_at"),
  updatedAt: time("updated_at").notNull().defaultNow(),
});
