import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { Retry, Schedule } from "../../domain/batch.ts";
import { time } from "./columns.ts";
import { workspaces } from "./workspaces.ts";

/** What customers set of a batch; its progress is in `batch_progress`. */
export const batches = pgTable("batches", {
  id: uuid().primaryKey(),
  /** Null once the batch is deleted: no statement of a workspace can find it then. */
  workspaceId: uuid("workspace_id").references(() => workspaces.id),
  name: text().notNull(),
  callingNumbers: text("calling_numbers").array().notNull().default(sql`'{}'`),
  retry: jsonb().$type<Retry>(),
  schedule: jsonb().$type<Schedule>(),
  /** `phoneNumber`, `none` or `variables.<name>` (domain/unique_by.ts). */
  uniqueBy: text("unique_by").notNull().default("phoneNumber"),
  /** A call that does not change for this long while a dial is under way is closed. */
  maxCallSeconds: integer("max_call_seconds").notNull().default(14_400),
  metadata: jsonb().$type<Record<string, string>>().notNull().default({}),
  /** The name as `search` looks at it (domain/search_text.ts). */
  searchText: text("search_text").notNull().default(""),
  createdAt: time("created_at").notNull().defaultNow(),
  updatedAt: time("updated_at").notNull().defaultNow(),
  deletedAt: time("deleted_at"),
  deletedWorkspaceId: uuid("deleted_workspace_id"),
}, (t) => [
  index("batches_workspace_created").on(t.workspaceId, t.createdAt, t.id),
  index("batches_deleted").on(t.deletedWorkspaceId).where(sql`${t.deletedWorkspaceId} is not null`),
]);
