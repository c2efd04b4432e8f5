import {
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { Turn } from "../../domain/call.ts";
import { time } from "./columns.ts";

/** The latest transcript of a call. A table apart: transcripts are long, most pages omit them. */
export const transcripts = pgTable("transcripts", {
  batchId: uuid("batch_id").notNull(),
  position: integer().notNull(),
  attempt: smallint().notNull(),
  // The event that reported it: a later one by attempt, time, provider and id replaces it.
  at: time("at").notNull(),
  provider: text().notNull(),
  eventId: text("event_id").notNull(),
  turns: json().$type<Turn[]>().notNull(),
  /** What the turns say, as `search` looks at it (domain/search_text.ts). */
  searchText: text("search_text").notNull().default(""),
}, (t) => [
  primaryKey({ columns: [t.batchId, t.position] }),
  index("transcripts_search_text").using("gin", t.batchId, t.searchText.op("gin_trgm_ops")),
]);
