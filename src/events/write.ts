import { sql } from "drizzle-orm";
import { compile, type Connection, run } from "../db/client.ts";
import { type CallStatus, callStatuses } from "../domain/call.ts";
import { type CallState, isProgress } from "../domain/call_state.ts";
import type { NewEvent } from "./event.ts";

export type ChangedCall = {
  batchId: string;
  position: number;
  /** The status that the counters have it under. */
  before: CallStatus;
  state: CallState;
  /** Whether its row shows something else than before; if not, it is left alone. */
  moved: boolean;
  /** The new events, and how many the call has already. */
  events: NewEvent[];
  known: number;
  /** The latest new event that brings a transcript. */
  transcribed?: NewEvent;
};

const statement = compile(sql`with recorded as (
  insert into call_events (batch_id, position, number, at, received_at, type, attempt, provider, event_id, details)
  select b, p, k, a, statement_timestamp(), t, n, r, i, d
  from json_to_recordset(${
  sql.placeholder("events")
}::json) as e(b uuid, p int, k int, n smallint, a timestamptz, t call_event_type, r text, i text, d json)
), moved as (
  update calls set status = x.s, attempts = x.n, next_attempt_at = x.x, updated_at = statement_timestamp(), attempt_status = x."callStatus",
    from_number = x."from", started_at = x."startedAt", answered_at = x."answeredAt", ended_at = x."endedAt",
    call_duration = x."callDuration", answered_by = x."answeredBy", hangup_cause = x."hangupCause",
    hangup_source = x."hangupSource", recording_url = x."recordingUrl", provider = x.provider,
    provider_call_id = x."providerCallId", cost_amount = x.amount, cost_currency = x.currency, earlier_logs = x.e
  from json_to_recordset(${sql.placeholder("calls")}::json) as x(b uuid, p int, s text, n smallint, x timestamptz,
    "callStatus" text, "from" text, "startedAt" timestamptz, "answeredAt" timestamptz, "endedAt" timestamptz, "callDuration" int,
    "answeredBy" text, "hangupCause" text, "hangupSource" text, "recordingUrl" text, provider text, "providerCallId" text,
    amount numeric, currency text, e jsonb)
  where calls.batch_id = x.b and calls.position = x.p
), transcribed as (
  insert into transcripts as known (batch_id, position, attempt, at, provider, event_id, turns)
  select b, p, n, a, r, i, t from json_to_recordset(${sql.placeholder("transcripts")}::json)
    as x(b uuid, p int, n smallint, a timestamptz, r text, i text, t json)
  on conflict (batch_id, position) do update set attempt = excluded.attempt, at = excluded.at, provider = excluded.provider,
    event_id = excluded.event_id, turns = excluded.turns
  where (known.attempt, known.at, known.provider collate "C", known.event_id collate "C")
    < (excluded.attempt, excluded.at, excluded.provider collate "C", excluded.event_id collate "C")
)
update batch_progress p set queued = p.queued + d.queued, initiated = p.initiated + d.initiated, ringing = p.ringing + d.ringing,
  in_progress = p.in_progress + d."in-progress", completed = p.completed + d.completed, busy = p.busy + d.busy,
  no_answer = p.no_answer + d."no-answer", failed = p.failed + d.failed, canceled = p.canceled + d.canceled,
  first_event_at = least(p.first_event_at, d.first), last_event_at = greatest(p.last_event_at, d.last), updated_at = statement_timestamp(),
  status = case when p.status in ('paused', 'canceled') then p.status
    when p.queued + d.queued + p.initiated + d.initiated + p.ringing + d.ringing + p.in_progress + d."in-progress" = 0
    then 'completed' else 'active' end
from json_to_recordset(${
  sql.placeholder("counters")
}::json) as d(b uuid, first timestamptz, last timestamptz, queued int,
  initiated int, ringing int, "in-progress" int, completed int, busy int, "no-answer" int, failed int, canceled int)
where p.batch_id = d.b`);

/**
 * Writes everything about some calls in one statement: their events, each changed call once, transcripts, and the counters of each batch.
 * Times of writing are the statement's, not the transaction's, which may have waited for the lock of the batch.
 */
export async function write(tx: Connection, changed: ChangedCall[]): Promise<void> {
  await run(tx, statement, {
    events: JSON.stringify(changed.flatMap(eventRows)),
    calls: JSON.stringify(changed.filter(({ moved }) => moved).map(callRow)),
    transcripts: JSON.stringify(changed.flatMap(transcriptRow)),
    counters: JSON.stringify(counterRows(changed)),
  });
}

/** Numbered on from those that the call has. */
function eventRows({ batchId, position, events, known }: ChangedCall) {
  return events.map(({ attempt, at, type, provider, id, details }, i) => ({
    b: batchId,
    p: position,
    k: known + i + 1,
    n: attempt,
    a: at,
    t: type,
    r: provider,
    i: id,
    d: Object.keys(details).length ? details : undefined,
  }));
}

function callRow({ batchId, position, state }: ChangedCall) {
  const { cost, attempt, ...latest } = state.logs.at(-1)!;
  const earlier = state.logs.slice(0, -1);
  return {
    b: batchId,
    p: position,
    s: state.status,
    n: attempt,
    x: state.nextAttemptAt,
    ...latest,
    ...(cost ?? {}),
    ...(earlier.length ? { e: earlier } : {}),
  };
}

function transcriptRow({ batchId, position, transcribed: event }: ChangedCall) {
  if (!event) return [];
  return [{
    b: batchId,
    p: position,
    n: event.attempt,
    a: event.at,
    r: event.provider,
    i: event.id,
    t: event.transcript,
  }];
}

/** How much each batch's counters change, and when its calls were first and last heard of. */
function counterRows(changed: ChangedCall[]) {
  return [...Map.groupBy(changed, ({ batchId }) => batchId)].map(([batchId, calls]) => {
    const delta = Object.fromEntries(callStatuses.map((status) => [status, 0])) as Record<CallStatus, number>;
    for (const { before, state } of calls) {
      delta[before]--;
      delta[state.status]++;
    }
    const times = calls.flatMap(({ events }) => events.filter(({ type }) => isProgress(type)).map(({ at }) => at))
      .sort();
    return { b: batchId, first: times[0] ?? null, last: times.at(-1) ?? null, ...delta };
  });
}
