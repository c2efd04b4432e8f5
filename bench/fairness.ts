/** The effect of one workspace's load on another: `deno run -A bench/fairness.ts [--quick]`. */
import assert from "node:assert/strict";
import { scopes } from "../src/domain/caller.ts";
import { createApiKey, createWorkspace } from "../src/keys/api_keys.ts";
import { type Bench, openBench } from "./dataset.ts";
import { type Goal, goalTable, markdown, median, type Part, spread, type Table } from "./report.ts";
import { type Server, startCallboard } from "./server.ts";
import { batchId, mainGroup, progress, readSettings } from "./settings.ts";
import { batchPath, type Query } from "./statements.ts";

const rounds = 5;
/** Sequential requests measured per round. */
const requests = 60;
const slowQuestions = 6;
const eventPosts = 16;

/** A workspace with a batch of 1,000 calls. */
type Small = { token: string; batch: string; calls: string[] };
type Setup = { bench: Bench; server: Server; large: Small; other: Small };
type Load = { name: string; goal: number; measured: "other" | "large"; kind: "filter" | "page" };

const loads: (Load & { start(setup: Setup): () => Promise<void> })[] = [
  {
    name: `a filter on 1,000 calls beside ${slowQuestions} slow questions of another workspace`,
    goal: 5,
    measured: "other",
    kind: "filter",
    start: (setup) => inLoop(slowQuestions, () => slowQuestion(setup)),
  },
  {
    name: `the same beside ${slowQuestions} of its own`,
    goal: 10,
    measured: "large",
    kind: "filter",
    start: (setup) => inLoop(slowQuestions, () => slowQuestion(setup)),
  },
  {
    name: `pages beside ${eventPosts} requests of 1,000 events to one batch of another workspace`,
    goal: 20,
    measured: "other",
    kind: "page",
    start: (setup) => inLoop(eventPosts, () => postEvents(setup)),
  },
];

export async function fairness(bench: Bench): Promise<Part> {
  const server = await startCallboard(bench.url);
  try {
    const large = await smallBatch(bench, server, bench.token);
    const workspaceId = await createWorkspace(bench.db, "fairness");
    const key = { workspaceId, name: "fairness", scopes: [...scopes] };
    const { token } = await createApiKey(bench.db, key);
    const setup: Setup = { bench, server, large, other: await smallBatch(bench, server, token) };
    const results = [];
    for (const load of loads) results.push(await measure(setup, load));
    return { goals: results.map(({ goal }) => goal), tables: [tableOf(results)] };
  } finally {
    await server.stop();
  }
}

async function smallBatch({ db }: Bench, { origin }: Server, token: string): Promise<Small> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const post = async (path: string, body: unknown) => {
    const response = await fetch(origin + path, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 201);
    return await response.json();
  };
  const { id } = await post("/v1/batches", { name: "fairness" });
  const contacts = Array.from({ length: 1000 }, (_, i) => ({
    phoneNumber: `+999${String(i).padStart(7, "0")}`,
    plan: ["gold", "silver", "basic"][i % 3],
  }));
  await post(`/v1/batches/${id}/calls`, contacts);
  const rows = await db.client<{ id: string }[]>`
    select id from calls where batch_id = ${id} order by position`;
  return { token, batch: id, calls: rows.map((row) => row.id) };
}

/** Runs `work` in parallel loops until the returned function is called. */
function inLoop(loops: number, work: () => Promise<void>): () => Promise<void> {
  let stopped = false;
  const running = Array.from({ length: loops }, async () => {
    while (!stopped) await work();
  });
  return async () => {
    stopped = true;
    await Promise.all(running);
  };
}

let nonce = 0;
const headersOf = (token: string) => ({ authorization: `Bearer ${token}` });

async function slowQuestion({ bench, server }: Setup): Promise<void> {
  const sortBy = `variables.unknown${nonce++ % 10}`;
  const path = batchPath(batchId(mainGroup(bench.settings)), { sortBy, search: "[aeiou]{2}" });
  const response = await fetch(server.origin + path, { headers: headersOf(bench.token) });
  await response.arrayBuffer();
  if (response.status === 429 || response.status === 503) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function postEvents({ server, large }: Setup): Promise<void> {
  const round = nonce++;
  const events = large.calls.map((callId) => ({
    id: `f${round}`,
    batchId: large.batch,
    callId,
    type: "ringing",
    at: "2026-03-01T10:00:00Z",
  }));
  const response = await fetch(`${server.origin}/v1/call-events`, {
    method: "POST",
    headers: { ...headersOf(large.token), "content-type": "application/json" },
    body: JSON.stringify({ events }),
  });
  await response.arrayBuffer();
}

type Measured = { p95: number; rejected: number };

/** p95 of sequential requests in milliseconds. */
async function p95(
  { server }: Setup,
  { token, batch }: Small,
  kind: Load["kind"],
): Promise<Measured> {
  const query: Query = kind === "filter" ? { filter: { "variables.plan": { $ne: "gold" } } } : {};
  const times: number[] = [];
  let rejected = 0;
  for (let i = 0; i < requests; i++) {
    const start = performance.now();
    const path = batchPath(batch, { ...query, limit: 1 + i % 10 });
    const response = await fetch(server.origin + path, { headers: headersOf(token) });
    await response.arrayBuffer();
    if (response.status !== 200) rejected++;
    times.push(performance.now() - start);
  }
  return { p95: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!, rejected };
}

type Result = { name: string; alone: number[]; beside: number[]; goal: Goal };

async function measure(setup: Setup, load: typeof loads[number]): Promise<Result> {
  const who = setup[load.measured];
  const [alone, beside]: [number[], number[]] = [[], []];
  let rejected = 0;
  await p95(setup, who, load.kind);
  for (let round = 0; round < rounds; round++) {
    alone.push((await p95(setup, who, load.kind)).p95);
    const stop = load.start(setup);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const loaded = await p95(setup, who, load.kind);
    await stop();
    beside.push(loaded.p95);
    rejected += loaded.rejected;
  }
  const ratios = beside.map((ms, i) => ms / alone[i]!);
  progress(`fairness: ${load.name}: ${spread(ratios)} ×, ${rejected} rejected`);
  const goal: Goal = {
    what: `p95 of ${load.name}, relative to alone`,
    goal: `≤ ${load.goal} ×, 0 rejected`,
    measured: `${spread(ratios)} ×, ${rejected} rejected`,
    met: median(ratios) <= load.goal && rejected === 0,
  };
  return { name: load.name, alone, beside, goal };
}

const tableOf = (results: Result[]): Table => ({
  title: "Fairness",
  note: `p95 in ms of ${requests} sequential requests, median (least – most) of ` +
    `${rounds} interleaved rounds.`,
  head: ["request", "alone", "beside the load"],
  rows: results.map(({ name, alone, beside }) => [name, spread(alone), spread(beside)]),
});

if (import.meta.main) {
  const bench = await openBench(readSettings());
  const { goals, tables } = await fairness(bench);
  console.log(goalTable(goals), tables.map(markdown).join("\n"));
  await bench.db.close();
}
