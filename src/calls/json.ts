/**
 * Maps `calls` to the contract's Call. Postgres builds the JSON and the server passes it on
 * unparsed (docs/decisions/0002-json-built-by-postgres.md).
 */
import { type SQL, sql } from "drizzle-orm";
import { precompileFragment } from "../db/statement.ts";
import { utc } from "../db/json.ts";
import { calls } from "../db/schema/index.ts";

const cost = sql`case when ${calls.costAmount} is not null then
  json_build_object('amount', ${calls.costAmount}::text, 'currency', ${calls.costCurrency}) end`;

const latestLog = sql`json_build_object(
  'attempt', ${calls.attempts}, 'callStatus', ${calls.attemptStatus}, 'from', ${calls.from},
  'startedAt', ${utc(calls.startedAt)}, 'answeredAt', ${utc(calls.answeredAt)},
  'endedAt', ${utc(calls.endedAt)}, 'callDuration', ${calls.callDuration},
  'answeredBy', ${calls.answeredBy}, 'hangupCause', ${calls.hangupCause},
  'hangupSource', ${calls.hangupSource}, 'recordingUrl', ${calls.recordingUrl},
  'provider', ${calls.provider}, 'providerCallId', ${calls.providerCallId}, 'cost', ${cost})`;

/** First to latest. Earlier logs are stored as response JSON, the latest one in columns. */
const phoneLogs = precompileFragment(sql`'phoneLogs', case
  when ${calls.attempts} = 0 then '[]'::json
  when ${calls.earlierLogs} is null then json_build_array(${latestLog})
  else (${calls.earlierLogs} || to_jsonb(${latestLog}))::json end`);

const variables = precompileFragment(sql`'variables', ${calls.variables}`);

const baseFields = precompileFragment(sql`
  'id', ${calls.id}, 'position', ${calls.position}, 'phoneNumber', ${calls.phoneNumber},
  'callStatus', ${calls.status}, 'attempts', ${calls.attempts}, 'nextAttemptAt', ${
  utc(calls.nextAttemptAt)
},
  'createdAt', ${utc(calls.createdAt)}, 'updatedAt', ${utc(calls.updatedAt)},
  'callDuration', ${calls.callDuration}, 'answeredBy', ${calls.answeredBy},
  'hangupCause', ${calls.hangupCause}, 'cost', ${cost}, 'recordingUrl', ${calls.recordingUrl}`);

export type CallParts = {
  variables: boolean;
  phoneLogs: boolean;
  /** An expression of type json; undefined omits the transcript. */
  transcript?: SQL;
};

/** Returns an expression for a row of `calls` as the contract's Call, with the selected parts. */
export function callJson(parts: CallParts): SQL {
  const members = [
    baseFields,
    ...(parts.variables ? [variables] : []),
    ...(parts.phoneLogs ? [phoneLogs] : []),
    ...(parts.transcript ? [sql`'transcript', ${parts.transcript}`] : []),
  ];
  return sql`json_build_object(${sql.join(members, sql`, `)})`;
}
