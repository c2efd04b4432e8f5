/** Shared buffers of getBatch's statements. `deno run -A bench/buffers.ts [--quick] [--xl]`. */
import { comparisons } from "./comparisons.ts";
import { type Bench, openBench } from "./dataset.ts";
import { rareWords } from "./dataset_sql.ts";
import { drift } from "./drift.ts";
import { type Cost, explain } from "./explain.ts";
import { hashPartitions } from "./partitions.ts";
import { type Goal, goalTable, markdown, type Part, type Table } from "./report.ts";
import { batchId, type Group, mainGroup, progress, readSettings } from "./settings.ts";
import { batchPath, capture, type Captured, type Query, type Statement } from "./statements.ts";

/** Requests a page; returns the cost of its statement and the response. */
async function costOf(
  bench: Bench,
  group: Group,
  query: Query,
  settings: string[] = [],
): Promise<Cost & Captured> {
  const captured = await capture(bench, batchPath(batchId(group), query));
  const cost = await explain(bench.db.client, captured.statements[0]!, settings);
  return { ...cost, ...captured };
}

const depths = [["first", 0], ["a quarter in", 0.25], ["middle", 0.5], ["last", 1]] as const;

/** The number of the page at a depth from 0 (first) to 1 (last). */
const pageAt = (calls: number, limit: number, depth: number) =>
  Math.max(1, Math.round(depth * Math.ceil(calls / limit)));

async function pages(bench: Bench): Promise<Part> {
  const goals: Goal[] = [];
  const rows: Table["rows"] = [];
  const [size, depth] = [new Map<number, [number, number][]>(), [] as [number, number][]];
  for (const limit of [10, 100]) {
    const [all, ratios]: [number[], number[]] = [[], []];
    for (const group of bench.settings.groups) {
      const costs = [];
      for (const [, at] of depths) {
        costs.push(await costOf(bench, group, { limit, page: pageAt(group.calls, limit, at) }));
      }
      const buffers = costs.map((cost) => cost.buffers);
      all.push(...buffers);
      ratios.push(buffers.at(-1)! / buffers[0]!);
      rows.push([`${limit} of ${group.name}`, ...buffers, ratios.at(-1)!]);
      size.set(limit, [...(size.get(limit) ?? []), [group.calls, Math.max(...buffers)]]);
      if (limit === 10 && group === mainGroup(bench.settings)) {
        depth.push(...depths.map(([, at], i): [number, number] => [at * 100, buffers[i]!]));
      }
    }
    const bound = limit === 10 ? 25 : 40;
    goals.push({
      what: `shared buffers, default page of ${limit}, any depth and batch size`,
      goal: `≤ ${bound}`,
      measured: `${Math.min(...all)} – ${Math.max(...all)}`,
      met: Math.max(...all) <= bound,
    }, {
      what: `the same, last page relative to the first`,
      goal: "≤ 1.2 ×",
      measured: `${Math.min(...ratios).toFixed(2)} – ${Math.max(...ratios).toFixed(2)} ×`,
      met: Math.max(...ratios) <= 1.2,
    });
  }
  const table = {
    title: "Default page",
    head: ["calls", ...depths.map(([name]) => name), "last / first"],
    rows,
  };
  const offset = await offsetDepths(bench);
  return {
    goals,
    tables: [table],
    charts: [{
      file: "depth.svg",
      title: `Buffers of one page of 10 of ${mainGroup(bench.settings).name} calls`,
      x: "depth, % of the batch",
      y: "shared buffers",
      series: [{ name: "Callboard", points: depth }, {
        name: "the same rows with OFFSET",
        points: offset,
      }],
    }, {
      file: "size.svg",
      title: "Buffers of the most expensive page by batch size",
      x: "calls in the batch",
      y: "shared buffers",
      series: [...size].map(([limit, points]) => ({
        name: `page of ${limit}`,
        points: points.toSorted(([a], [b]) => a - b),
      })),
    }],
  };
}

/** The usual pagination for comparison: whole rows, ordered, with OFFSET. */
async function offsetDepths({ db, settings }: Bench): Promise<[number, number][]> {
  const group = mainGroup(settings);
  const points: [number, number][] = [];
  for (const [, at] of depths) {
    const params = [batchId(group), (pageAt(group.calls, 10, at) - 1) * 10];
    const text =
      "select * from calls where batch_id = $1::uuid order by position limit 10 offset $2::int";
    points.push([at * 100, (await explain(db.client, { text, params, prepare: false })).buffers]);
  }
  return points;
}

/** The cost of an exact total: the counter row, plus what the page costs more than without one. */
async function totals(bench: Bench): Promise<Part> {
  const group = mainGroup(bench.settings);
  const rows: Table["rows"] = [];
  const worst: number[] = [];
  const counter: Statement = {
    text: "select queued + completed from batch_progress where batch_id = $1::uuid",
    params: [batchId(group)],
    prepare: false,
  };
  const counterCost = (await explain(bench.db.client, counter, ["enable_seqscan = off"])).buffers;
  for (
    const [name, filter] of [["all", undefined], ["completed only", {
      callStatus: "completed",
    }]] as const
  ) {
    const [counted, uncounted] = [
      await costOf(bench, group, { filter }),
      await costOf(bench, group, { filter, count: "none" }),
    ];
    worst.push(counterCost + counted.buffers - uncounted.buffers);
    rows.push([
      name,
      counted.body.total,
      counted.buffers,
      uncounted.buffers,
      counterCost + counted.buffers - uncounted.buffers,
    ]);
  }
  const difference = await drift(bench.db);
  return {
    goals: [{
      what: "exact total, unfiltered or of one status",
      goal: "≤ 3 buffers, drift 0",
      measured: `${Math.max(...worst)} buffers, drift ${difference}`,
      met: Math.max(...worst) <= 3 && difference === 0,
    }],
    tables: [{
      title: "Exact totals",
      note:
        "The counter row is always read with the batch; the last column is its cost plus what " +
        "the total adds.",
      head: ["total of", "total", "with total", "count=none", "share of the total"],
      rows,
    }],
  };
}

const rare = "reactivation-vip";

/** Queries that an index serves, compared with the same statement without it. */
async function selective(bench: Bench): Promise<Part> {
  const group = mainGroup(bench.settings);
  const queries: [string, Query][] = [
    ["filter that matches nothing", { filter: { campaign: "none-such" } }],
    ["search that matches nothing", { search: "zqxjkv" }],
    ["filter on a rare value", { filter: { campaign: rare } }],
    ["filter on one account", { filter: { account: "AC-00054321" } }],
    ["search for a rare value", { search: rare }],
    ["search for one account", { search: "AC-00054321" }],
    ["transcripts: nothing", { search: "zqxjkv", searchIn: "transcript" }],
    ["transcripts: rare words", { search: rareWords, searchIn: "transcript" }],
    ["transcripts and variables: rare words", {
      search: rareWords,
      searchIn: "transcript,variables",
    }],
  ];
  const rows: Table["rows"] = [];
  const [empty, ratios]: [number[], number[]] = [[], []];
  for (const [name, query] of queries) {
    const found = await costOf(bench, group, query);
    const scan = await explain(bench.db.client, found.statements[0]!, [
      "enable_bitmapscan = off",
    ]);
    rows.push([
      name,
      found.body.total,
      found.buffers,
      scan.buffers,
      scan.buffers / found.buffers,
      found.ms,
      scan.ms,
    ]);
    if (found.body.total === 0) empty.push(found.buffers);
    else ratios.push(scan.buffers / found.buffers);
  }
  return {
    goals: [{
      what: `filter or search that matches nothing in ${group.name}`,
      goal: "≤ 15 buffers",
      measured: empty.join(" / "),
      met: Math.max(...empty) <= 15,
      why:
        "Key, batch and counters take 7 buffers. Each index lookup (of the batch, the value, or " +
        "each of two trigrams) descends 3 or 4 pages, 4 only in a table of this size. Kept: a " +
        "search looks up only trigrams that do not overlap, a third of all. Looking up just one " +
        "would be too unselective in other batches.",
    }, {
      what: `selective filter on a dynamic field, selective search, in ${group.name}`,
      goal: "≥ 50 × fewer buffers than the scan",
      measured: `${Math.floor(Math.min(...ratios))} × at least`,
      met: Math.min(...ratios) >= 50,
    }],
    tables: [{
      title: `Filter and search in a batch of ${group.name}`,
      note: "“Scan” is the same statement with `enable_bitmapscan = off`.",
      head: ["query", "matches", "buffers", "scan buffers", "ratio", "ms", "scan ms"],
      rows,
    }],
  };
}

/** Queries without an index (status filters, other orders): page 1, and a deep page by cursor. */
async function unindexed(bench: Bench): Promise<Part> {
  const group = mainGroup(bench.settings);
  const queries: [string, Query, number][] = [
    ["callStatus = completed", { filter: { callStatus: "completed" } }, 0.25],
    ["callStatus = ringing", { filter: { callStatus: "ringing" } }, 0.003],
    ["sortBy=callDuration", { sortBy: "callDuration", sortOrder: "desc" }, 0.25],
    ["sortBy=updatedAt", { sortBy: "updatedAt", sortOrder: "desc" }, 0.5],
    ["sortBy=balance (dynamic)", { sortBy: "balance", sortOrder: "desc" }, 0.5],
    ["search for a common word", { search: "summer" }, 0.15],
    ["transcripts: common words", { search: "good", searchIn: "transcript" }, 0.1],
    ["transcripts: no literal", { search: "[aeiou]{3}", searchIn: "transcript" }, 0.02],
  ];
  const rows: Table["rows"] = [];
  for (const [name, query, depth] of queries) {
    const first = await costOf(bench, group, query);
    const deep = await capture(
      bench,
      batchPath(batchId(group), { ...query, page: pageAt(group.calls, 10, depth) }),
    );
    const byCursor = await costOf(bench, group, {
      ...query,
      cursor: deep.body.nextCursor ?? first.body.nextCursor,
    });
    const uncounted = await costOf(bench, group, { ...query, count: "none" });
    rows.push([
      name,
      first.body.total,
      first.buffers,
      first.ms,
      byCursor.buffers,
      byCursor.ms,
      uncounted.buffers,
      uncounted.ms,
    ]);
  }
  return {
    goals: [{
      what: `status-filtered page, latest-field and dynamic sort over ${group.name}`,
      goal: "measured",
      measured: "see “Without an index” below",
    }],
    tables: [{
      title: `Without an index, in a batch of ${group.name}`,
      note: "Page 1, a deep page by cursor, and page 1 with `count=none`. Milliseconds are from " +
        "EXPLAIN ANALYZE on one connection. A sort reads the batch once and keeps only the page; " +
        "the statement timeout bounds it. An index would not pay off: on a field that events " +
        "change, every event would write all indexes of its row again (7.6 × the write-ahead " +
        "log, measured when the schema was designed), and variables would need one index per name.",
      head: ["query", "matches", "page 1", "ms", "by cursor", "ms", "count=none", "ms"],
      rows,
    }],
  };
}

/** The number of statements per request: one means a single round trip. */
async function roundTrips(bench: Bench): Promise<Part> {
  const id = batchId(mainGroup(bench.settings));
  const queries: Query[] = [{}, { limit: 100 }, { search: "summer" }, {
    filter: { callStatus: "busy" },
  }, {
    sortBy: "age",
  }];
  const sent: number[] = [];
  for (const query of queries) {
    sent.push((await capture(bench, batchPath(id, query))).statements.length);
  }
  const most = Math.max(...sent);
  return {
    goals: [{
      what: "statements per getBatch, key check included",
      goal: "1",
      measured: String(most),
      met: most === 1,
    }],
    tables: [],
  };
}

/** Runs all parts sequentially. */
export async function buffers(bench: Bench): Promise<Part> {
  const found: Part = { goals: [], tables: [], charts: [] };
  for (
    const part of [
      roundTrips,
      pages,
      totals,
      selective,
      unindexed,
      comparisons,
      hashPartitions,
    ]
  ) {
    progress(`buffers: ${part.name}`);
    const { goals, tables, charts = [] } = await part(bench);
    found.goals.push(...goals);
    found.tables.push(...tables);
    found.charts!.push(...charts);
  }
  return found;
}

if (import.meta.main) {
  const bench = await openBench(readSettings());
  const { goals, tables } = await buffers(bench);
  console.log([goalTable(goals), ...tables.map(markdown)].join("\n\n"));
  await bench.db.close();
}
