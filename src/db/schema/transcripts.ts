import { integer, json, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import type { Turn } from "../../domain/call.ts";
import { time } from "./columns.ts";

/** The transcript of a call's latest transcribed attempt, apart from `calls` because it is long and many pages do without. */
export const transcripts = pgTable("transcripts", {
  batchId: uuid("batch_id").notNull(),
  position: integer().notNull(),
  attempt: smallint().notNull(),
  // Which event it came with: a later one (by attempt, time, provider, id) replaces it, an earlier one does not.
  at: time("at").notNull(),
  provider: text().notNull(),
  eventId: text("event_id").notNull(),
  turns: json().$type<Turn[]>().notNull(),
}, (t) => [primaryKey({ columns: [t.batchId, t.position] })]);
