import { integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";

/** What a running upload with `onDuplicate=update` changes of earlier calls when it is complete. */
export const stagedUpdates = pgTable("staged_updates", {
  batchId: uuid("batch_id").notNull(),
  position: integer().notNull(),
  /** The line of the upload. */
  line: integer().notNull(),
  phoneNumber: text("phone_number").notNull(),
  variables: jsonb().$type<Record<string, unknown>>().notNull(),
  searchText: text("search_text").notNull(),
}, (t) => [primaryKey({ columns: [t.batchId, t.position] })]);
