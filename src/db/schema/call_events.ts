import { integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import type { CallEventDetails, CallEventType } from "../../domain/call.ts";
import { time } from "./columns.ts";

/** Everything that was reported about calls; append-only. The state of a call is a function of its rows here. */
export const callEvents = pgTable("call_events", {
  batchId: uuid("batch_id").notNull(),
  position: integer().notNull(),
  attempt: smallint().notNull(),
  at: time("at").notNull(),
  receivedAt: time("received_at").notNull(),
  type: text().$type<CallEventType>().notNull(),
  provider: text().notNull(),
  eventId: text("event_id").notNull(),
  /** What the event said beside its type, null if nothing; a transcript's turns are in `transcripts` only. */
  details: jsonb().$type<CallEventDetails>(),
}, (t) => [primaryKey({ columns: [t.batchId, t.position, t.provider, t.eventId] })]);
