import {
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { AnsweredBy, CallStatus, HangupSource, PhoneLog } from "../../domain/call.ts";
import { time } from "./columns.ts";

/**
 * One wide row per contact. What never changes stands first and what events change stands together at the end, so that the
 * write-ahead log of an event holds only that end; no index covers a column that events change, so updates stay HOT (see docs/scaling.md).
 * There is no foreign key to `batches`: rows come only from the upload that has taken the batch, and a check per row would cost a tenth of it.
 */
export const calls = pgTable("calls", {
  batchId: uuid("batch_id").notNull(),
  /** Place in the batch: 1, 2, 3 … without gaps, so that page N is arithmetic. */
  position: integer().notNull(),
  /** UUIDv7 whose last 32 bits are the position (see domain/id.ts): a call is found by it without an index of its own. */
  id: uuid().notNull(),
  phoneNumber: text("phone_number").notNull(),
  /** Never earlier than that of the position before. */
  createdAt: time("created_at").notNull(),
  variables: jsonb().$type<Record<string, unknown>>().notNull(),
  /** What `search` looks at: the phone number and all string values, case-folded, one per line (see domain/search_text.ts). */
  searchText: text("search_text").notNull(),

  status: text().$type<CallStatus>().notNull().default("queued"),
  attempts: smallint().notNull().default(0),
  nextAttemptAt: time("next_attempt_at"),
  updatedAt: time("updated_at").notNull(),
  // The latest attempt, all null before the first one.
  attemptStatus: text("attempt_status").$type<CallStatus>(),
  from: text("from_number"),
  startedAt: time("started_at"),
  answeredAt: time("answered_at"),
  endedAt: time("ended_at"),
  callDuration: integer("call_duration"),
  answeredBy: text("answered_by").$type<AnsweredBy>(),
  hangupCause: text("hangup_cause"),
  hangupSource: text("hangup_source").$type<HangupSource>(),
  recordingUrl: text("recording_url"),
  provider: text(),
  providerCallId: text("provider_call_id"),
  costAmount: numeric("cost_amount"),
  costCurrency: text("cost_currency"),
  /** The phone logs of the attempts before the latest, as the API shows them; null when there are none, which is the rule. */
  earlierLogs: jsonb("earlier_logs").$type<PhoneLog[]>(),
}, (t) => [
  primaryKey({ columns: [t.batchId, t.position] }),
  uniqueIndex("calls_phone_number").on(t.batchId, t.phoneNumber),
  index("calls_variables").using("gin", t.batchId, t.variables.op("jsonb_path_ops")),
  index("calls_search_text").using("gin", t.batchId, t.searchText.op("gin_trgm_ops")),
]);
