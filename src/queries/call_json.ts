/** The API's view of a call and a batch, field by field, as JSON that Postgres builds and nobody parses on the way. */
import { type SQL, sql } from "drizzle-orm";
import { fixed } from "../db/client.ts";
import { batches, batchProgress, calls } from "../db/schema/index.ts";

/** RFC 3339 in UTC with milliseconds; null stays null. */
export const utc = (time: unknown): SQL => sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const cost = sql`case when ${calls.costAmount} is not null then
  json_build_object('amount', ${calls.costAmount}::text, 'currency', ${calls.costCurrency}) end`;

const latestLog = sql`json_build_object(
  'attempt', ${calls.attempts}, 'callStatus', ${calls.attemptStatus}, 'from', ${calls.from},
  'startedAt', ${utc(calls.startedAt)}, 'answeredAt', ${utc(calls.answeredAt)}, 'endedAt', ${utc(calls.endedAt)},
  'callDuration', ${calls.callDuration}, 'answeredBy', ${calls.answeredBy}, 'hangupCause', ${calls.hangupCause},
  'hangupSource', ${calls.hangupSource}, 'recordingUrl', ${calls.recordingUrl},
  'provider', ${calls.provider}, 'providerCallId', ${calls.providerCallId}, 'cost', ${cost})`;

/** First to latest: the earlier ones are kept as they are shown, the latest is in columns. */
const phoneLogs = fixed(sql`'phoneLogs', case
  when ${calls.attempts} = 0 then '[]'::json
  when ${calls.earlierLogs} is null then json_build_array(${latestLog})
  else (${calls.earlierLogs} || to_jsonb(${latestLog}))::json end`);

const variables = fixed(sql`'variables', ${calls.variables}`);

const always = fixed(sql`
  'id', ${calls.id}, 'position', ${calls.position}, 'phoneNumber', ${calls.phoneNumber}, 'callStatus', ${calls.status},
  'attempts', ${calls.attempts}, 'nextAttemptAt', ${utc(calls.nextAttemptAt)},
  'createdAt', ${utc(calls.createdAt)}, 'updatedAt', ${utc(calls.updatedAt)},
  'callDuration', ${calls.callDuration}, 'answeredBy', ${calls.answeredBy}, 'hangupCause', ${calls.hangupCause},
  'cost', ${cost}, 'recordingUrl', ${calls.recordingUrl}`);

export type CallParts = {
  variables: boolean;
  phoneLogs: boolean;
  /** An expression of type json, if wanted. */
  transcript?: SQL;
};

/** One row of `calls` as the contract's Call, with the heavier parts that are wanted. */
export function callJson(parts: CallParts): SQL {
  const members = [
    always,
    ...(parts.variables ? [variables] : []),
    ...(parts.phoneLogs ? [phoneLogs] : []),
    ...(parts.transcript ? [sql`'transcript', ${parts.transcript}`] : []),
  ];
  return sql`json_build_object(${sql.join(members, sql`, `)})`;
}

/** One row of `batches` joined to its `batch_progress` as the contract's Batch. */
export const batchJson: SQL = fixed(sql`json_build_object(
  'id', ${batches.id}, 'name', ${batches.name}, 'status', ${batchProgress.status},
  'callingNumbers', to_json(${batches.callingNumbers}), 'retry', ${batches.retry}, 'schedule', ${batches.schedule},
  'metadata', ${batches.metadata},
  'counts', json_build_object(
    'queued', ${batchProgress.queued}, 'initiated', ${batchProgress.initiated}, 'ringing', ${batchProgress.ringing},
    'in-progress', ${batchProgress.inProgress}, 'completed', ${batchProgress.completed}, 'busy', ${batchProgress.busy},
    'no-answer', ${batchProgress.noAnswer}, 'failed', ${batchProgress.failed}, 'canceled', ${batchProgress.canceled}),
  'createdAt', ${utc(batches.createdAt)}, 'updatedAt', ${
  utc(sql`greatest(${batches.updatedAt}, ${batchProgress.updatedAt})`)
},
  'startedAt', ${utc(batchProgress.firstEventAt)},
  'completedAt', ${utc(sql`case when ${batchProgress.status} = 'completed' then ${batchProgress.lastEventAt} end`)})`);

/** All calls of a batch, by its counters. */
export const callCount: SQL = fixed(
  sql`(${batchProgress.queued} + ${batchProgress.initiated} + ${batchProgress.ringing} +
  ${batchProgress.inProgress} + ${batchProgress.completed} + ${batchProgress.busy} + ${batchProgress.noAnswer} +
  ${batchProgress.failed} + ${batchProgress.canceled})`,
);
