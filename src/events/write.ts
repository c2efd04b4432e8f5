import { sql } from "drizzle-orm";
import { type Connection, run } from "../db/client.ts";
import { addDeltas, deltaColumns, openAfterDeltas, underWayAfterDeltas } from "../db/counters.ts";
import { param, precompile } from "../db/statement.ts";
import { type CallStatus, callStatuses } from "../domain/call.ts";
import { type CallState, isProgress } from "../domain/call_state.ts";
import { searchText } from "../domain/search_text.ts";
import type { NewEvent } from "./event.ts";

export type ChangedCall = {
  batchId: string;
  position: number;
  /** The setting of its batch. */
  maxCallSeconds: number;
  /** The status that the counters count. */
  previousStatus: CallStatus;
  state: CallState;
  /** Whether the row of the call needs an update. */
  rowChanged: boolean;
  /** The new events. */
  events: NewEvent[];
  /** The number of events that the call already has. */
  existingEvents: number;
  /** The latest new event with a transcript. */
  transcribed?: NewEvent;
};

const statement = precompile(
  "write call events",
  sql`with recorded as (
  insert into call_events
    (batch_id, position, number, at, received_at, type, attempt, provider, event_id, details)
  select
    batch_id, position, number, at, statement_timestamp(), type, attempt,
    provider, event_id, details
  from json_to_recordset(${param("events", "json")}) as event(
    batch_id uuid, position int, number int, at timestamptz, type call_event_type, attempt smallint,
    provider text, event_id text, details json)
), changed as (
  update calls set
    status = new.status,
    attempts = new.attempt,
    next_attempt_at = new."nextAttemptAt",
    updated_at = statement_timestamp(),
    attempt_status = new."callStatus",
    from_number = new."from",
    started_at = new."startedAt",
    answered_at = new."answeredAt",
    ended_at = new."endedAt",
    call_duration = new."callDuration",
    answered_by = new."answeredBy",
    hangup_cause = new."hangupCause",
    hangup_source = new."hangupSource",
    recording_url = new."recordingUrl",
    provider = new.provider,
    provider_call_id = new."providerCallId",
    cost_amount = new.amount,
    cost_currency = new.currency,
    earlier_logs = new.earlier_logs
  from json_to_recordset(${param("calls", "json")}) as new(
    batch_id uuid, position int, status text, attempt smallint, "nextAttemptAt" timestamptz,
    "callStatus" text, "from" text, "startedAt" timestamptz, "answeredAt" timestamptz,
    "endedAt" timestamptz, "callDuration" int, "answeredBy" text, "hangupCause" text,
    "hangupSource" text, "recordingUrl" text, provider text, "providerCallId" text,
    amount numeric, currency text, earlier_logs jsonb)
  where calls.batch_id = new.batch_id and calls.position = new.position
), transcribed as (
  insert into transcripts as existing
    (batch_id, position, attempt, at, provider, event_id, turns, search_text)
  select batch_id, position, attempt, at, provider, event_id, turns, search_text
  from json_to_recordset(${param("transcripts", "json")}) as transcript(
    batch_id uuid, position int, attempt smallint, at timestamptz, provider text, event_id text,
    turns json, search_text text)
  on conflict (batch_id, position) do update set
    attempt = excluded.attempt,
    at = excluded.at,
    provider = excluded.provider,
    event_id = excluded.event_id,
    turns = excluded.turns,
    search_text = excluded.search_text
  where
    (existing.attempt, existing.at,
      existing.provider collate "C", existing.event_id collate "C") <
    (excluded.attempt, excluded.at,
      excluded.provider collate "C", excluded.event_id collate "C")
)
update batch_progress as progress set
  ${addDeltas},
  first_event_at = least(progress.first_event_at, delta.first_event_at),
  last_event_at = greatest(progress.last_event_at, delta.last_event_at),
  updated_at = statement_timestamp(),
  overdue_at = case when ${underWayAfterDeltas} > 0 then coalesce(
    progress.overdue_at,
    statement_timestamp() + make_interval(secs => delta.max_call_seconds)) end,
  status = case
    when progress.status in ('paused', 'canceled') then progress.status
    when ${openAfterDeltas} = 0 then 'completed'
    else 'active' end
from json_to_recordset(${param("deltas", "json")}) as delta(
  batch_id uuid, first_event_at timestamptz, last_event_at timestamptz, max_call_seconds int,
  ${deltaColumns})
where progress.batch_id = delta.batch_id`,
);

/**
 * Writes events, changed calls, transcripts and counters in one statement. Uses the time of the
 * statement, because the transaction may have waited for the lock of the batch.
 */
export async function write(
  tx: Connection,
  calls: ChangedCall[],
  commits = false,
): Promise<void> {
  const values = {
    events: JSON.stringify(calls.flatMap(eventRows)),
    calls: JSON.stringify(calls.filter(({ rowChanged }) => rowChanged).map(callRow)),
    transcripts: JSON.stringify(calls.flatMap(transcriptRow)),
    deltas: JSON.stringify(deltaRows(calls)),
  };
  await run(tx, statement, values, { commits });
}

/** Rows of `call_events`, numbered after the existing events of the call. */
function eventRows({ batchId, position, events, existingEvents }: ChangedCall) {
  return events.map(({ attempt, at, type, provider, id, details }, i) => ({
    batch_id: batchId,
    position,
    number: existingEvents + i + 1,
    attempt,
    at,
    type,
    provider,
    event_id: id,
    details: Object.keys(details).length ? details : undefined,
  }));
}

function callRow({ batchId, position, state }: ChangedCall) {
  const { cost, ...latest } = state.logs.at(-1)!;
  const earlier = state.logs.slice(0, -1);
  return {
    batch_id: batchId,
    position,
    status: state.status,
    nextAttemptAt: state.nextAttemptAt,
    ...latest,
    ...(cost ?? {}),
    ...(earlier.length ? { earlier_logs: earlier } : {}),
  };
}

function transcriptRow({ batchId, position, transcribed }: ChangedCall) {
  if (!transcribed) return [];
  const { attempt, at, provider, id, transcript } = transcribed;
  const search_text = searchText(transcript!.map((turn) => turn.text));
  const turns = transcript;
  return [{ batch_id: batchId, position, attempt, at, provider, event_id: id, turns, search_text }];
}

/** The change of each batch's counters, and the times of its first and last event. */
function deltaRows(changed: ChangedCall[]) {
  return [...Map.groupBy(changed, ({ batchId }) => batchId)].map(([batchId, calls]) => {
    const delta = Object.fromEntries(callStatuses.map((status) => [status, 0])) as Record<
      CallStatus,
      number
    >;
    for (const { previousStatus, state } of calls) {
      delta[previousStatus]--;
      delta[state.status]++;
    }
    const times = calls.flatMap(({ events }) =>
      events.filter(({ type }) => isProgress(type)).map(({ at }) => at)
    )
      .sort();
    return {
      batch_id: batchId,
      first_event_at: times[0] ?? null,
      last_event_at: times.at(-1) ?? null,
      max_call_seconds: calls[0]!.maxCallSeconds,
      ...delta,
    };
  });
}
