import {
  integer,
  json,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { type CallEventDetails, callEventTypes } from "../../domain/call.ts";
import { time } from "./columns.ts";

export const callEventType = pgEnum("call_event_type", callEventTypes);

/**
 * Reported events, append-only; a call's state derives from them. The writer, not an index, rejects
 * duplicates: docs/decisions/0010-numbered-events.md.
 */
export const callEvents = pgTable("call_events", {
  batchId: uuid("batch_id").notNull(),
  position: integer().notNull(),
  /** Place in the call's order of arrival, from 1. */
  number: integer().notNull(),
  at: time("at").notNull(),
  receivedAt: time("received_at").notNull(),
  type: callEventType().notNull(),
  attempt: smallint().notNull(),
  provider: text().notNull(),
  eventId: text("event_id").notNull(),
  /** The optional fields of the event, null without any; turns are in `transcripts`. */
  details: json().$type<CallEventDetails>(),
}, (t) => [primaryKey({ columns: [t.batchId, t.position, t.number] })]);
