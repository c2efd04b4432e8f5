/**
 * The benchmark data as SQL: set-based, and a pure function of batch and position, so that every
 * run has the same rows.
 */
import type { Group } from "./settings.ts";
import { workspaceId } from "./settings.ts";

/** A pseudo-random number from 0 to `below` - 1; different salts return independent numbers. */
const draw = (salt: number, below: number) =>
  `((hashint8extended(p.position, ${salt}::bigint * 1000003 + b.number) & 2147483647) % ${below})`;
/** The word at an index from 0. */
const pick = (words: string[], index: string) =>
  `(array[${words.map((word) => `'${word}'`).join(",")}])[1 + ${index}]`;

const jobs = [
  "admin",
  "blue-collar",
  "entrepreneur",
  "housemaid",
  "management",
  "retired",
  "self-employed",
  "services",
];
const cities = [
  "Lisbon",
  "Porto",
  "Braga",
  "Coimbra",
  "Faro",
  "Aveiro",
  "Setubal",
  "Viseu",
  "Leiria",
  "Evora",
];

/** Inserts the batches of a group and lists them in a temporary table `b`. */
export function batchesSql(group: Group): string[] {
  const id = `('0199a0b0-0000-7${
    String(group.code).padStart(3, "0")
  }-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
  return [
    `create temporary table b on commit drop as
      select ${id} as id, ${group.code} * 1000000 + n as number,
        timestamptz '2026-01-05 09:00Z' + n * interval '1 minute' as at
      from generate_series(1, ${group.batches}) as n`,
    "analyze b",
    `insert into batches (id, workspace_id, name, calling_numbers, retry, schedule, metadata,
        created_at, updated_at)
      select id, '${workspaceId}', 'Bench ${group.name}', '{+351211234567}',
        '{"maxAttempts": 3, "delaySeconds": 3600, "on": ["busy", "no-answer"]}', null,
        '{"owner": "bench"}', at, at
      from b`,
  ];
}

/**
 * Inserts calls of the batches in `b`, positions `from` to `to`. A fifth has no attempt yet, 60 %
 * have ended, the others wait for a retry or are in progress. One value of the variable `campaign`
 * is rare: 1 in 50,000 rows.
 */
export function callsSql(from: number, to: number): string {
  const variables =
    `jsonb_build_object('age', age, 'job', job, 'city', city, 'plan', plan, 'account', account,
    'balance', balance, 'campaign', campaign)`;
  const text = `concat_ws(E'\\n', phone, lower(job), lower(city), lower(plan), lower(account),
    lower(campaign))`;
  return `insert into calls (batch_id, position, id, phone_number, created_at, variables,
      search_text, status, attempts, next_attempt_at, updated_at, attempt_status, from_number,
      started_at, answered_at, ended_at, call_duration, answered_by, hangup_cause, hangup_source,
      recording_url, provider, provider_call_id, cost_amount, cost_currency, earlier_logs)
    select batch_id, position, id, phone, created_at, ${variables}, ${text}, status, attempts,
      case when status = 'queued' and attempts > 0 then ended_at + interval '1 hour' end,
      coalesce(ended_at, started_at, created_at),
      attempt_status, case when attempts > 0 then '+351211234567' end, started_at, answered_at,
      ended_at,
      case when attempt_status = 'completed' then talk end,
      case when answered_at is not null then answered_by end,
      case when attempt_status in ('busy', 'no-answer') then replace(attempt_status, '-', '_')
        when attempt_status = 'completed' then 'normal' end,
      case when attempt_status = 'completed' then 'callee' end,
      case when attempt_status = 'completed'
        then 'https://recordings.example.com/' || id || '.mp3' end,
      case when attempts > 0 then 'twilio' end,
      case when attempts > 0 then 'CA' || md5(id::text) end,
      case when attempt_status = 'completed' then (talk * 0.0002)::numeric(12, 4) end,
      case when attempt_status = 'completed' then 'EUR' end, ${earlierLogs}
    from (${timed(from, to)}) as call order by batch_id, position`;
}

const earlierLogs = `case when attempts > 1 then (select jsonb_agg(jsonb_build_object('attempt', n,
      'callStatus', 'no-answer', 'from', '+351211234567',
      'startedAt', to_char(started_at - (attempts - n) * interval '1 day',
        'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'answeredAt', null,
      'endedAt', to_char(started_at - (attempts - n) * interval '1 day' + interval '30 s',
        'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'callDuration', null, 'answeredBy', null, 'hangupCause', 'no_answer', 'hangupSource', null,
      'recordingUrl', null, 'provider', 'twilio', 'providerCallId', 'CA' || md5(id::text || n),
      'cost', null)) from generate_series(1, attempts - 1) as n) end`;

/** Calls with the times of their latest attempt. */
const timed = (from: number, to: number) =>
  `select *,
      case when attempt_status in ('completed', 'in-progress')
        then started_at + interval '8 s' end as answered_at,
      case attempt_status when 'completed' then started_at + (8 + talk) * interval '1 s'
        when 'busy' then started_at + interval '3 s'
        when 'no-answer' then started_at + interval '30 s'
        when 'failed' then started_at + interval '1 s'
        when 'canceled' then started_at + interval '2 s' end as ended_at
    from (${drawn(from, to)}) as call`;

const endings = [
  ...Array(12).fill("completed"),
  "no-answer",
  "no-answer",
  "no-answer",
  "busy",
  "failed",
  "canceled",
];
const draws = {
  age: `${draw(1, 70)} + 18`,
  job: pick(jobs, draw(2, jobs.length)),
  city: pick(cities, draw(3, cities.length)),
  plan: `case when ${draw(4, 1000)} = 0 then 'platinum' else ${
    pick(["basic", "plus", "gold", "family"], draw(5, 4))
  } end`,
  balance: `${draw(6, 90000)} - 5000`,
  campaign: `case when p.position % 50000 = 777 then 'reactivation-vip' else ${
    pick(["spring", "summer", "autumn"], draw(7, 3))
  } end`,
  talk: `${draw(8, 600)} + 5`,
  answeredBy: pick(["human", "human", "human", "machine_start"], draw(9, 4)),
  attempts: `case when ${draw(10, 10)} < 2 then 0 when ${draw(11, 10)} < 7 then 1 when ${
    draw(12, 2)
  } = 0 then 2 else 3 end`,
  ending: `case when ${draw(14, 100)} < 2 then ${
    pick(["initiated", "ringing", "in-progress"], draw(15, 3))
  } else ${pick(endings, draw(13, 18))} end`,
};

/** The random values of each call. As in an upload, 1,000 calls share a creation time. */
const drawn = (from: number, to: number) =>
  `select batch_id, position, id, phone, created_at, age, job, city, plan, account, balance,
      campaign, talk, answered_by, attempt_status,
      case when attempts_drawn = 0 then 'queued'
        when attempt_status in ('busy', 'no-answer') and attempts_drawn < 3 then 'queued'
        else attempt_status end as status,
      attempts_drawn::smallint as attempts,
      case when attempts_drawn > 0
        then created_at + position * interval '40 ms' + interval '1 hour' end as started_at
    from (select *, case when attempts_drawn > 0 then ending end as attempt_status from (
      select b.id as batch_id, p.position,
        (lpad(to_hex((extract(epoch from b.at) * 1000)::bigint), 12, '0') || '7'
          || substr(md5(b.number::text || '-' || p.position), 1, 3)
          || 'a' || substr(md5(b.number::text || '-' || p.position), 4, 7)
          || lpad(to_hex(p.position), 8, '0'))::uuid as id,
        '+3519' || lpad(((p.position::bigint * 7654321 + b.number) % 100000007)::text, 9, '0')
          as phone,
        b.at + (p.position / 1000) * interval '30 ms' as created_at,
        ${draws.age} as age, ${draws.job} as job, ${draws.city} as city,
        ${draws.plan} as plan,
        'AC-' || lpad(p.position::text, 8, '0') as account, ${draws.balance} as balance,
        ${draws.campaign} as campaign,
        ${draws.talk} as talk, ${draws.answeredBy} as answered_by,
        ${draws.attempts} as attempts_drawn,
        ${draws.ending} as ending
      from b cross join generate_series(${from}, ${to}) as p(position)) as lots) as called`;

/** 1,000 conversations of about 2 kB, from which the transcripts are chosen. */
export const conversationsSql = `create temporary table conversation on commit drop as
  select n, json_agg(json_build_object(
    'speaker', case when turn % 2 = 0 then 'agent' else 'customer' end, 'text', text,
    'startSeconds', turn * 7) order by turn) as turns,
    string_agg(lower(text), chr(10) order by turn) as said
  from (select n, turn, string_agg((string_to_array(
      'thank you|for calling|about your account|I would like to|change the plan|that you have|' ||
      'with us|at the moment|could you|please tell me|' ||
      'the last four digits|of the number|on the letter|it says here|that the balance|' ||
      'was not paid|in March|so I wondered|whether there is|' ||
      'a better offer|for next year|of course|let me have a look|one second please|' ||
      'the system is slow|today|I am afraid|we can offer|' ||
      'three months free|if you stay|that sounds good|my wife|takes care of that|' ||
      'call me again|after six|in the evening', '|'))[
      1 + (hashint8extended(n * 1000 + turn * 20 + word, 7) & 1023) % 36],
      ' ' order by word) as text
    from generate_series(1, 1000) as n, generate_series(0, 15) as turn,
      generate_series(1, 6) as word group by n, turn) as spoken
  group by n`;

/** The words of the turn that ends one transcript in 5,000. */
export const rareWords = "cancel the standing order";

/** Inserts transcripts for a third of the completed calls, which is a fifth of all calls. */
export function transcriptsSql(from: number, to: number): string {
  const rare = `c.position % 5000 = 777`;
  const turn = `[{"speaker": "customer", "text": "${rareWords}"}]`;
  return `insert into transcripts
      (batch_id, position, attempt, at, provider, event_id, turns, search_text)
    select c.batch_id, c.position, c.attempts, c.ended_at, 'twilio', 'T' || c.position,
      case when ${rare} then (turns::jsonb || '${turn}')::json else turns end,
      case when ${rare} then said || chr(10) || '${rareWords}' else said end
    from calls c join b on b.id = c.batch_id
    join conversation
      on conversation.n = 1 + (hashint8extended(c.position, b.number) & 65535) % 1000
    where c.position between ${from} and ${to} and c.attempt_status = 'completed'
      and (hashint8extended(c.position, 99 + b.number) & 1023) < 400
    order by c.batch_id, c.position`;
}

/** Inserts the counters of the batches, counted from their calls. */
export const progressSql =
  `insert into batch_progress (batch_id, status, queued, initiated, ringing, in_progress, completed,
    busy, no_answer, failed, canceled, first_event_at, last_event_at, updated_at)
  select b.id, 'active', count(*) filter (where status = 'queued'),
    count(*) filter (where status = 'initiated'),
    count(*) filter (where status = 'ringing'), count(*) filter (where status = 'in-progress'),
    count(*) filter (where status = 'completed'),
    count(*) filter (where status = 'busy'), count(*) filter (where status = 'no-answer'),
    count(*) filter (where status = 'failed'),
    count(*) filter (where status = 'canceled'), min(started_at), max(c.updated_at),
    max(c.updated_at)
  from b join calls c on c.batch_id = b.id group by b.id`;
