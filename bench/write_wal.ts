/** HOT updates and write-ahead log per status event. */
import type { Database } from "../src/db/client.ts";
import { recordCallEvents } from "../src/events/record.ts";
import { callIds, dialled, lifeOf, load, type Stage, stages } from "./events.ts";
import type { Goal, Part, Table } from "./report.ts";
import type { Scratch } from "./scratch.ts";
import type { Settings } from "./settings.ts";

type Happened = [callId: string, stage: Stage][];

/** Parts of a campaign's life, each measured by itself: what happens in it, in the order in which it is reported. */
type Lives = (callIds: string[]) => Record<string, Happened>;

const byStage: Lives = (ids) =>
  Object.fromEntries(
    stages.map((stage) => [stage, ids.map((id): Happened[number] => [id, stage])]),
  );

const modes: { name: string; perRequest: number; lives: Lives; why?: string }[] = [
  {
    name: "500 a request, of a dialer with 500 lines",
    perRequest: 500,
    lives: (ids) => ({ all: dialled(ids, 500) }),
  },
  { name: "500 a request, of neighbours at the same stage", perRequest: 500, lives: byStage },
  {
    name: "500 a request, of calls here and there",
    perRequest: 500,
    lives: (ids) => byStage(ids.map((_, i) => ids[(i * 7919) % ids.length]!)),
    why:
      "Each event then falls on a page of its own, from which Postgres also clears the row's version before: 57 bytes an event for that record alone. " +
      "The key of the history was halved, its types and details were made smaller (together 60 bytes an event).",
  },
  {
    name: "1 a request",
    perRequest: 1,
    lives: byStage,
    why:
      "The commit, the batch's lock and its counters, about 190 bytes, are then one event's alone.",
  },
];

export async function walPerEvent(scratch: Scratch, { quick }: Settings): Promise<Part> {
  await scratch.db.client.unsafe("create extension if not exists pg_walinspect");
  const rows: Table["rows"] = [];
  const goals: Goal[] = [];
  for (const { name, perRequest, lives, why } of modes) {
    const count = perRequest === 1 ? 1_000 : quick ? 10_000 : 20_000;
    const batch = await load(scratch, count);
    await scratch.db.client.unsafe("vacuum (analyze) calls");
    const found = [];
    for (const [part, happened] of Object.entries(lives(await callIds(scratch.db, batch)))) {
      const logged = await measure(scratch, () => send(scratch, batch, happened, perRequest));
      const { wal, images, hot, updates } = logged;
      rows.push([
        name,
        part,
        wal / happened.length,
        images / happened.length,
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
  note:
    "From the records about this database alone (pg_walinspect). A checkpoint goes before each stage: full-page images, the first change of a page " +
    "after a checkpoint, depend on how often the server checkpoints and are shown apart.",
  head: ["events", "stage", "bytes an event", "full-page images, bytes an event", "HOT updates"],
  rows,
});

/** Reports what happened, a request after another. */
async function send({ db, workspaceId }: Scratch, batch: string, happened: Happened, size: number) {
  for (let at = 0; at < happened.length; at += size) {
    const events = happened.slice(at, at + size).map(([callId, stage]) =>
      lifeOf(batch, callId, stage)
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

async function position({ client }: Database): Promise<string> {
  const [row] = await client`select pg_current_wal_flush_lsn()::text as lsn`;
  return row!.lsn;
}

/** Bytes of the records about this database's tables and indexes and of its commits, full-page images apart; and how calls were updated. */
async function logged({ client }: Database, from: string, to: string): Promise<Logged> {
  const [row] = await client<Logged[]>`
    with own as (select oid::text as database, pg_relation_filenode('calls')::text as calls from pg_database where datname = current_database()),
    records as materialized (select * from pg_get_wal_records_info(${from}::pg_lsn, ${to}::pg_lsn)),
    touching as (select records.*, block_ref like '%/' || calls || ' %' as of_calls from records, own
      where block_ref like '%/' || database || '/%')
    select sum(record_length - fpi_length)::float8
        + (select coalesce(sum(record_length), 0) from records where record_type = 'COMMIT' and xid in (select xid from touching))::float8 as wal,
      sum(fpi_length)::float8 as images,
      count(*) filter (where of_calls and record_type like 'HOT_UPDATE%')::float8 as hot,
      count(*) filter (where of_calls and record_type like any (array['HOT_UPDATE%', 'UPDATE%']))::float8 as updates
    from touching`;
  return row!;
}
