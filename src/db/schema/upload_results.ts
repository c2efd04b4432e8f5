import { integer, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns.ts";

/** Complete uploads, for as long as they are not undone; their leases are in `uploads`. */
export const uploadResults = pgTable("upload_results", {
  batchId: uuid("batch_id").notNull(),
  id: uuid().notNull(),
  createdAt: time("created_at").notNull(),
  /** Its calls are at the `added` positions after this one. */
  after: integer("after_position").notNull(),
  added: integer().notNull(),
  updated: integer().notNull(),
  duplicateCount: integer("duplicate_count").notNull(),
  rejectedCount: integer("rejected_count").notNull(),
}, (t) => [primaryKey({ columns: [t.batchId, t.id] })]);
