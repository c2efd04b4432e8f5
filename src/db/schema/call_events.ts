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
 * Everything that was reported about calls; append-only. The state of a call is a function of its rows here. That an event is kept once is
 * seen to by the writer, who holds the batch's lock and has all events of the call before it: a unique index on the provider's ids would cost twice the
 * write-ahead log of this key.
 */
export const callEvents = pgTable("call_events", {
  batchId: uuid("batch_id").notNull(),
  position: integer().notNull(),
  /** Place among the events of the call, from 1, in the order in which they came in. */
  number: integer().notNull(),
  at: time("at").notNull(),
  receivedAt: time("received_at").notNull(),
  type: callEventType().notNull(),
  attempt: smallint().notNull(),
  provider: text().notNull(),
  eventId: text("event_id").notNull(),
  /** What the event said beside its type, null if nothing; a transcript's turns are in `transcripts` only. */
  details: json().$type<CallEventDetails>(),
}, (t) => [primaryKey({ columns: [t.batchId, t.position, t.number] })]);
