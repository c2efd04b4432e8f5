import { sql } from "drizzle-orm";
import {
  boolean,
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
 * One row per contact. Columns that events change are last and not indexed:
 * docs/decisions/0008-no-index-on-what-events-change.md. No foreign key to `batches`: the check
 * takes a tenth of an upload, and only an upload with a lease on the batch adds rows.
 */
export const calls = pgTable("calls", {
  batchId: uuid("batch_id").notNull(),
  /** 1, 2, 3 … without gaps: docs/decisions/0003-gap-free-positions.md. */
  position: integer().notNull(),
  /** UUIDv7 whose last 32 bits are the position (domain/id.ts), so it needs no index. */
  id: uuid().notNull(),
  /** Null once the contact is erased. */
  phoneNumber: text("phone_number"),
  /** Never decreases with the position. */
  createdAt: time("created_at").notNull(),
  variables: jsonb().$type<Record<string, unknown>>().notNull(),
  /** Phone number and string values as `search` looks at them (domain/search_text.ts). */
  searchText: text("search_text").notNull(),
  // What makes the call unique in its batch: docs/decisions/0015-unique-contacts.md.
  /** True in a batch with one call per number; null, which is distinct, in any other. */
  onePerNumber: boolean("one_per_number").default(true),
  /** The value of the variable that the batch's calls are unique by; null without one. */
  uniqueKey: text("unique_key"),
  /** When the call was withdrawn or erased: no further attempt is due, whatever is reported. */
  withdrawnAt: time("withdrawn_at"),

  status: text().$type<CallStatus>().notNull().default("queued"),
  attempts: smallint().notNull().default(0),
  nextAttemptAt: time("next_attempt_at"),
  updatedAt: time("updated_at").notNull(),
  // The latest attempt; null before the first.
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
  /** Phone logs of earlier attempts, as in the API; null without any. */
  earlierLogs: jsonb("earlier_logs").$type<PhoneLog[]>(),
}, (t) => [
  primaryKey({ columns: [t.batchId, t.position] }),
  uniqueIndex("calls_number").on(t.batchId, t.phoneNumber, t.onePerNumber),
  uniqueIndex("calls_unique_key").on(t.batchId, t.uniqueKey).where(sql`${t.uniqueKey} is not null`),
  // For one number in all batches of a workspace.
  index("calls_number_anywhere").on(t.phoneNumber),
  index("calls_variables").using("gin", t.batchId, t.variables.op("jsonb_path_ops")),
  index("calls_search_text").using("gin", t.batchId, t.searchText.op("gin_trgm_ops")),
]);
