/** The fields of calls and phone logs: their columns, and the values that they can have. */
import { type SQL, sql } from "drizzle-orm";
import { calls } from "../db/schema/index.ts";
import {
  answeredBys,
  attemptStatuses,
  type CallStatus,
  callStatuses,
  hangupSources,
} from "../domain/call.ts";
import { type Form, hangupCause, phoneNumber, recordingUrl, uuid } from "./form.ts";

/** The parameter that names a field. */
export type Parameter = "filter" | "sortBy";

export type ColumnType = "number" | "text" | "time";

/** The values of a field. */
export type Values = {
  type: ColumnType;
  /** Whether it is never null. */
  always?: true;
  oneOf?: readonly string[];
  form?: Form;
};

export type CallField = Values & { column: SQL };
/** `column` has the latest attempt; `path` is the jsonpath from an earlier log to its value. */
export type LogField = Values & { column: SQL; path: string };

const number = (column: SQL) => ({ type: "number" as const, column });
const time = (column: SQL) => ({ type: "time" as const, column });
const text = (column: SQL, form?: Form) => ({
  type: "text" as const,
  column,
  ...(form ? { form } : {}),
});
const oneOf = (oneOf: readonly string[], column: SQL) => ({ type: "text" as const, column, oneOf });
const always = <F extends Values>(field: F) => ({ ...field, always: true as const });

export const callFields: Record<string, CallField> = {
  id: always(text(sql`${calls.id}::text`, uuid)),
  position: always(number(sql`${calls.position}`)),
  // Null once the contact is erased.
  phoneNumber: text(sql`${calls.phoneNumber}`, phoneNumber),
  callStatus: always(oneOf(callStatuses, sql`${calls.status}`)),
  attempts: always(number(sql`${calls.attempts}`)),
  ...Object.fromEntries(
    attemptStatuses.map((status) => [`attempts.${status}`, always(number(attemptsWith(status)))]),
  ),
  nextAttemptAt: time(sql`${calls.nextAttemptAt}`),
  createdAt: always(time(sql`${calls.createdAt}`)),
  updatedAt: always(time(sql`${calls.updatedAt}`)),
  callDuration: number(sql`${calls.callDuration}`),
  answeredBy: oneOf(answeredBys, sql`${calls.answeredBy}`),
  hangupCause: text(sql`${calls.hangupCause}`, hangupCause),
  cost: number(sql`${calls.costAmount}`),
  recordingUrl: text(sql`${calls.recordingUrl}`, recordingUrl),
};

/** The number of attempts of a call that have this status. */
function attemptsWith(status: CallStatus): SQL {
  const path = `$[*] ? (@.callStatus == ${JSON.stringify(status)})`;
  return sql.raw(`(coalesce((calls.attempt_status = '${status}')::int, 0) + coalesce(
    jsonb_array_length(jsonb_path_query_array(calls.earlier_logs, '${path}')), 0))`);
}

export const logFields: Record<string, LogField> = {
  attempt: { ...always(number(sql`nullif(${calls.attempts}, 0)`)), path: ".attempt" },
  callStatus: {
    ...always(oneOf(attemptStatuses, sql`${calls.attemptStatus}`)),
    path: ".callStatus",
  },
  from: { ...text(sql`${calls.from}`, phoneNumber), path: ".from" },
  startedAt: { ...time(sql`${calls.startedAt}`), path: ".startedAt" },
  answeredAt: { ...time(sql`${calls.answeredAt}`), path: ".answeredAt" },
  endedAt: { ...time(sql`${calls.endedAt}`), path: ".endedAt" },
  callDuration: { ...number(sql`${calls.callDuration}`), path: ".callDuration" },
  answeredBy: { ...oneOf(answeredBys, sql`${calls.answeredBy}`), path: ".answeredBy" },
  hangupCause: { ...text(sql`${calls.hangupCause}`, hangupCause), path: ".hangupCause" },
  hangupSource: { ...oneOf(hangupSources, sql`${calls.hangupSource}`), path: ".hangupSource" },
  recordingUrl: { ...text(sql`${calls.recordingUrl}`, recordingUrl), path: ".recordingUrl" },
  provider: { ...text(sql`${calls.provider}`), path: ".provider" },
  providerCallId: { ...text(sql`${calls.providerCallId}`), path: ".providerCallId" },
  cost: { ...number(sql`${calls.costAmount}`), path: ".cost.amount.double()" },
};

const casts: Record<ColumnType, SQL> = {
  number: sql`::numeric`,
  time: sql`::timestamptz`,
  text: sql``,
};

/** A field of one earlier phone log, given as jsonb. */
export function earlierLogValue(name: string, log: SQL): SQL {
  const path = name === "cost" ? "{cost,amount}" : `{${name}}`;
  return sql`(${log} #>> ${sql.raw(`'${path}'`)})${casts[logFields[name]!.type]}`;
}
