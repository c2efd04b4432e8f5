/** HOT updates and write-ahead log per status event. */
import type { BenchDatabase } from "./database.ts";
import { recordCallEvents } from "../src/events/record.ts";
import { callIds, dialerTimeline, load, type Stage, stageEvent, stages } from "./events.ts";
import type { Goal, Part, Table } from "./report.ts";
import type { Scratch } from "./scratch.ts";
import type { Settings } from "./settings.ts";

type Timeline = [callId: string, stage: Stage][];

/** Phases of a campaign, each measured separately: the reported stages in order. */
type Phases = (callIds: string[]) => Record<string, Timeline>;

const byStage: Phases = (ids) =>
  Object.fromEntries(
    stages.map((stage) => [stage, ids.map((id): Timeline[number] => [id, stage])]),
  );

const modes: { name: string; perRequest: number; phases: Phases; why?: string }[] = [
  {
    name: "500 per request, from a dialer with 500 lines",
    perRequest: 500,
    phases: (ids) => ({ all: dialerTimeline(ids, 500) }),
  },
  {
    name: "500 per request, neighbouring calls at the same stage",
    perRequest: 500,
    phases: byStage,
  },
  {
    name: "500 per request, scattered calls",
    perRequest: 500,
    phases: (ids) => byStage(ids.map((_, i) => ids[(i * 7919) % ids.length]!)),
    why: "Each event changes a different page, from which Postgres also prunes the previous row " +
      "version: 57 bytes per event for that record alone. The key of the history was halved, and " +
      "its types and details were made smaller (together 60 bytes per event).",
  },
  {
    name: "1 per request",
    perRequest: 1,
    phases: byStage,
    why:
      "One event then carries the whole cost of the commit, the batch's lock and its counters, " +
      "about 190 bytes.",
  },
];

export async function walPerEvent(scratch: Scratch, { quick }: Settings): Promise<Part> {
  await scratch.db.client.unsafe("create extension if not exists pg_walinspect");
  const rows: Table["rows"] = [];
  const goals: Goal[] = [];
  for (const { name, perRequest, phases, why } of modes) {
    const count = perRequest === 1 ? 1_000 : quick ? 10_000 : 20_000;
    const batch = await load(scratch, count);
    await scratch.db.client.unsafe("vacuum (analyze) calls");
    const found = [];
    for (const [phase, timeline] of Object.entries(phases(await callIds(scratch.db, batch)))) {
      const logged = await measure(scratch, () => send(scratch, batch, timeline, perRequest));
      const { wal, images, hot, updates } = logged;
      rows.push([
        name,
        phase,
        wal / timeline.length,
        images / timeline.length,
        percent(hot / updates),
      ]);
      found.push(logged);
    }
    goals.push(
      ...goalsOf(name, found, count * stages.length).map((goal) => ({
        ...goal,
        ...(why ? { why } : {}),
      })),
    );
  }
  return { goals, tables: [table(rows)] };
}

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;

function goalsOf(name: string, stages: Logged[], events: number): Goal[] {
  const sum = (key: keyof Logged) => stages.reduce((total, stage) => total + stage[key], 0);
  const [hot, bytes] = [sum("hot") / sum("updates"), sum("wal") / events];
  return [
    {
      what: `HOT updates of calls by status events, ${name}`,
      goal: "≥ 99 %",
      measured: percent(hot),
      met: hot >= 0.99,
    },
    {
      what: `write-ahead log per event (history and counters included), ${name}`,
      goal: "≤ 500 B",
      measured: `${bytes.toFixed(0)} B`,
      met: bytes <= 500,
    },
  ];
}

const table = (rows: Table["rows"]): Table => ({
  title: "Write-ahead log per event",
  note: "From the log records of this database only (pg_walinspect). Each stage starts after a " +
    "checkpoint. Full-page images (the first change of a page after a checkpoint) depend on the " +
    "checkpoint frequency and are listed separately.",
  head: [
    "events",
    "stage",
    "bytes per event",
    "full-page images, bytes per event",
    "HOT updates",
  ],
  rows,
});

/** Reports the timeline in sequential requests of `size` events. */
async function send({ db, workspaceId }: Scratch, batch: string, timeline: Timeline, size: number) {
  for (let at = 0; at < timeline.length; at += size) {
    const events = timeline.slice(at, at + size).map(([callId, stage]) =>
      stageEvent(batch, callId, stage)
    );
    await recordCallEvents(db, workspaceId, events);
  }
}

type Logged = { wal: number; images: number; hot: number; updates: number };

async function measure({ db }: Scratch, work: () => Promise<void>): Promise<Logged> {
  await db.client.unsafe("checkpoint");
  const from = await position(db);
  await work();
  return await logged(db, from, await position(db));
}

async function position({ client }: BenchDatabase): Promise<string> {
  const [row] = await client`select pg_current_wal_flush_lsn()::text as lsn`;
  return row!.lsn;
}

/** Log bytes of this database (with commits), of its full-page images, and updates of calls. */
async function logged({ client }: BenchDatabase, from: string, to: string): Promise<Logged> {
  const [row] = await client<Logged[]>`
    with own as (
      select oid::text as database, pg_relation_filenode('calls')::text as calls
      from pg_database where datname = current_database()
    ), records as materialized (
      select * from pg_get_wal_records_info(${from}::pg_lsn, ${to}::pg_lsn)
    ), touching as (
      select records.*, block_ref like '%/' || calls || ' %' as of_calls from records, own
      where block_ref like '%/' || database || '/%'
    )
    select sum(record_length - fpi_length)::float8
        + (select coalesce(sum(record_length), 0) from records
          where record_type = 'COMMIT' and xid in (select xid from touching))::float8 as wal,
      sum(fpi_length)::float8 as images,
      count(*) filter (where of_calls and record_type like 'HOT_UPDATE%')::float8 as hot,
      count(*) filter (
        where of_calls and record_type like any (array['HOT_UPDATE%', 'UPDATE%'])
      )::float8 as updates
    from touching`;
  return row!;
}
