/** A bare handler that builds the JSON from rows; in `bare.ts`, Postgres builds it. */
import postgres from "postgres";

const sql = postgres(Deno.env.get("DATABASE_URL")!, {
  max: Number(Deno.env.get("POOL_SIZE")),
  fetch_types: false,
  connection: { TimeZone: "UTC", jit: false },
});

const text =
  `select b.id as batch, b.name as "batchName", b.calling_numbers, b.retry, b.schedule, b.metadata,
    b.created_at as "batchCreatedAt", p.*, c.*, c.status as "callStatus",
    (select turns from transcripts t where t.batch_id = c.batch_id and t.position = c.position)
  from api_keys k join batches b on b.workspace_id = k.workspace_id
  join batch_progress p on p.batch_id = b.id
  join lateral (
    select p.queued + p.initiated + p.ringing + p.in_progress + p.completed + p.busy + p.no_answer
      + p.failed + p.canceled as size
  ) s on true
  join calls c on c.batch_id = b.id and c.position > s.size - $3::int and c.position <= s.size
  where k.key_hash = $1 and k.revoked_at is null and b.id = $2::uuid order by c.position desc`;

type Row = Record<string, unknown>;

const log = (c: Row) => ({
  attempt: c.attempts,
  callStatus: c.attempt_status,
  from: c.from_number,
  startedAt: c.started_at,
  answeredAt: c.answered_at,
  endedAt: c.ended_at,
  callDuration: c.call_duration,
  answeredBy: c.answered_by,
  hangupCause: c.hangup_cause,
  hangupSource: c.hangup_source,
  recordingUrl: c.recording_url,
  provider: c.provider,
  providerCallId: c.provider_call_id,
  cost: c.cost_amount === null ? null : { amount: c.cost_amount, currency: c.cost_currency },
});

const call = (c: Row) => ({
  id: c.id,
  position: c.position,
  phoneNumber: c.phone_number,
  callStatus: c.callStatus,
  attempts: c.attempts,
  nextAttemptAt: c.next_attempt_at,
  createdAt: c.created_at,
  updatedAt: c.updated_at,
  callDuration: c.call_duration,
  answeredBy: c.answered_by,
  hangupCause: c.hangup_cause,
  cost: log(c).cost,
  recordingUrl: c.recording_url,
  variables: c.variables,
  phoneLogs: c.attempts === 0 ? [] : [...(c.earlier_logs as unknown[] ?? []), log(c)],
  transcript: c.turns,
});

const batch = (b: Row) => ({
  id: b.batch,
  name: b.batchName,
  callingNumbers: b.calling_numbers,
  retry: b.retry,
  schedule: b.schedule,
  metadata: b.metadata,
  counts: {
    queued: b.queued,
    initiated: b.initiated,
    ringing: b.ringing,
    completed: b.completed,
    failed: b.failed,
  },
  createdAt: b.batchCreatedAt,
});

const params = [Deno.env.get("KEY_HASH")!, Deno.env.get("BATCH")!, Number(Deno.env.get("LIMIT"))];
Deno.serve(
  { hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")), onListen() {} },
  async () => {
    const rows = await sql.unsafe(text, params, { prepare: true });
    return Response.json({ ...batch(rows[0]!), total: rows[0]!.size, calls: rows.map(call) });
  },
);
