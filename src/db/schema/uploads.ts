import { pgTable, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns.ts";

/** Leases of running uploads, at most one per batch: docs/decisions/0005-upload-lease.md. */
export const uploads = pgTable("uploads", {
  batchId: uuid("batch_id").primaryKey(),
  id: uuid().notNull(),
  /** When the lease was last renewed; it expires after a minute. */
  seenAt: time("seen_at").notNull(),
});
