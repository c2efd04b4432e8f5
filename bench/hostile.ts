/**
 * Duration of hostile queries, and their effect on ordinary requests:
 * `deno run -A bench/hostile.ts [--quick] [--xl]`.
 */
import assert from "node:assert/strict";
import { type Bench, openBench } from "./dataset.ts";
import { hostileQueries, type HostileQuery } from "./hostile_queries.ts";
import { type Goal, goalTable, markdown, median, type Part, spread, type Table } from "./report.ts";
import { type Server, startCallboard } from "./server.ts";
import {
  batchId,
  type Group,
  mainGroup,
  progress,
  readSettings,
  type Settings,
} from "./settings.ts";
import { batchPath } from "./statements.ts";

const timeout = 1000;
const limit = timeout + 500;
const rounds = 5;
/** Ordinary requests per second and server: few enough not to queue on their own. */
const arrivalRate = 40;
/** Numbers of concurrent hostile queries. The goals cover the first two. */
const levels = [1, 4, 12] as const;
const goalLevels: readonly number[] = levels.slice(0, 2);
const levelName = (level: number) => level === 1 ? "one at a time" : `${level} at a time`;

type Outcome = { status: number; code: string; ms: number };
/** The outcomes of a query, by level. */
type Measured = { query: HostileQuery; outcomes: Map<number, Outcome[]> };
/** p95 of ordinary pages per round, on the attacked server and on one without hostile queries. */
type Latency = { server: number[]; bystander: number[] };
type Setup = {
  bench: Bench;
  server: Server;
  bystander: Server;
  group: Group;
  measured: Measured[];
};

/** Runs the hostile queries against the largest batch on the real server. */
export async function hostile(bench: Bench): Promise<Part> {
  const group = largest(bench.settings);
  const env = { STATEMENT_TIMEOUT_MS: String(timeout) };
  const [server, bystander] = [
    await startCallboard(bench.url, env),
    await startCallboard(bench.url, env),
  ];
  const measured = hostileQueries.map((query) => ({
    query,
    outcomes: new Map(levels.map((level) => [level, []])),
  }));
  const setup: Setup = { bench, server, bystander, group, measured };
  try {
    await runAlone(setup);
    const latency = await measureLatency(setup);
    return {
      goals: [durationGoal(measured), ...latencyGoals(latency)],
      tables: [durationTable(setup), latencyTable(latency, seconds(bench.settings))],
    };
  } finally {
    await Promise.all([server.stop(), bystander.stop()]);
  }
}

const largest = ({ groups }: Settings): Group => groups.toSorted((a, b) => b.calls - a.calls)[0]!;
const seconds = ({ quick }: Settings) => quick ? 3 : 8;
const headers = ({ token }: Bench) => ({ authorization: `Bearer ${token}` });

async function send(
  { bench, server, group }: Setup,
  { query, outcomes }: Measured,
  level: number,
): Promise<Outcome> {
  const from = performance.now();
  const path = batchPath(batchId(group), query.query);
  const response = await fetch(server.origin + path, { headers: headers(bench) });
  const body = await response.json();
  const ms = performance.now() - from;
  const outcome = { status: response.status, code: body.code ?? "", ms };
  outcomes.get(level)!.push(outcome);
  return outcome;
}

async function runAlone(setup: Setup): Promise<void> {
  for (const one of setup.measured) {
    const { status, code, ms } = await send(setup, one, 1);
    progress(`hostile: ${one.query.name}: ${status} ${code} in ${Math.round(ms)} ms`);
  }
}

/** Measures ordinary pages alone (level 0) and at each level of hostile queries, in rounds. */
async function measureLatency(setup: Setup): Promise<Map<number, Latency>> {
  const latency = new Map<number, Latency>(
    [0, ...levels].map((level) => [level, { server: [], bystander: [] }]),
  );
  const sendNext = roundRobin(setup);
  await pages(setup); // warms up
  for (let round = 1; round <= rounds; round++) {
    for (const [level, { server, bystander }] of latency) {
      const p95 = await underLoad(level, sendNext, () => pages(setup));
      server.push(p95[0]);
      bystander.push(p95[1]);
    }
    const line = [...latency.values()].map(({ server }) => server.at(-1)!.toFixed(1));
    progress(
      `hostile: round ${round} of ${rounds}, p95 alone and with ${levels.join(", ")}: ${
        line.join(", ")
      } ms`,
    );
  }
  return latency;
}

type SendNext = (level: number) => Promise<unknown>;

/** Sends the next query. Queries that are rejected with a 400 cost nothing and are left out. */
function roundRobin(setup: Setup): SendNext {
  const accepted = setup.measured.filter(({ outcomes }) => outcomes.get(1)![0]!.status !== 400);
  let next = 0;
  return (level) => send(setup, accepted[next++ % accepted.length]!, level);
}

/** Runs `work` while `level` clients send hostile queries in a loop. */
async function underLoad<T>(level: number, sendNext: SendNext, work: () => Promise<T>): Promise<T> {
  let over = false;
  const clients = Array.from({ length: level }, async () => {
    while (!over) await sendNext(level);
  });
  try {
    return await work();
  } finally {
    over = true;
    await Promise.all(clients);
  }
}

/** p95 of both servers in ms. Their requests alternate, so that neither burdens the other. */
async function pages({ bench, server, bystander }: Setup): Promise<[number, number]> {
  return await Promise.all([p95(bench, server, 0), p95(bench, bystander, 0.5)]);
}

/**
 * p95 in ms, from intended arrival to response, of default pages that arrive at a fixed rate (open
 * loop). `offset` delays the arrivals by this share of the interval.
 */
async function p95(bench: Bench, { origin }: Server, offset: number): Promise<number> {
  const group = mainGroup(bench.settings);
  const start = performance.now();
  const page = async (n: number) => {
    const arrival = start + (n + offset) * 1000 / arrivalRate;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, arrival - performance.now())));
    const path = batchPath(batchId(group), { page: 1 + (n * 7919) % (group.calls / 10) });
    const response = await fetch(origin + path, { headers: headers(bench) });
    await response.arrayBuffer();
    assert.equal(response.status, 200, "an ordinary page failed");
    return performance.now() - arrival;
  };
  const times = await Promise.all(
    Array.from({ length: seconds(bench.settings) * arrivalRate }, (_, n) => page(n)),
  );
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!;
}

const longest = (outcomes: Outcome[]) => Math.round(Math.max(...outcomes.map(({ ms }) => ms)));
const inTime = ({ status, ms }: Outcome) => [200, 400, 503].includes(status) && ms <= limit;
/** The outcomes at the levels that the goals cover. */
const goalOutcomes = ({ outcomes }: Measured) =>
  goalLevels.flatMap((level) => outcomes.get(level)!);
const met = (one: Measured) => goalOutcomes(one).every(inTime);

function durationGoal(measured: Measured[]): Goal {
  const late = measured.filter((one) => !met(one)).length;
  return {
    what: `${measured.length} hostile patterns, filters and sorts, ${
      goalLevels.map(levelName).join(" and ")
    }: time to a result, or to a 400 or 503 problem`,
    goal: `≤ statement timeout + 0.5 s = ${limit} ms`,
    measured: `${longest(measured.flatMap(goalOutcomes))} ms at most, ${late} of them late`,
    met: late === 0,
  };
}

const ratios = (latency: Map<number, Latency>, level: number) =>
  latency.get(level)!.server.map((ms, round) => ms / latency.get(0)!.server[round]!);

const latencyGoals = (latency: Map<number, Latency>): Goal[] =>
  levels.map((level) => ({
    what: `p95 of default pages during hostile queries, ${levelName(level)}, relative to alone`,
    measured: `${spread(ratios(latency, level))} ×`,
    why: "A slow statement occupies one of the processors that client, server and Postgres share " +
      "here: a bystander (another process that gets no hostile queries) shows most of the " +
      "slowdown too (see the table). Slow statements have reserved connections, one processor " +
      "each, and at most SLOW_QUESTIONS run at a time.",
    ...(goalLevels.includes(level)
      ? { goal: "≤ 2 ×", met: median(ratios(latency, level)) <= 2 }
      : { goal: "reported" }),
  }));

const serverSettings = `STATEMENT_TIMEOUT_MS=${timeout}`;

function durationTable({ measured, group }: Setup): Table {
  const cell = (outcomes: Outcome[]) => outcomes.length ? longest(outcomes) : "";
  return {
    title: "Hostile queries",
    note: `Sent to a batch of ${group.name} on a server with ${serverSettings}, log off: the ` +
      `longest response time in ms, ${levels.map(levelName).join(", ")}. The goal for the first ` +
      `two is ${limit} at most. A query that is rejected with a 400 is sent once.`,
    head: ["query", "responses", ...levels.map(levelName), "limit", "met"],
    rows: measured.map((one) => [
      one.query.name,
      [
        ...new Set(
          [...one.outcomes.values()].flat().map(({ status, code }) => `${status} ${code}`.trim()),
        ),
      ].join(", "),
      ...levels.map((level) => cell(one.outcomes.get(level)!)),
      limit,
      met(one) ? "yes" : "**no**",
    ]),
  };
}

function latencyTable(latency: Map<number, Latency>, seconds: number): Table {
  return {
    title: "Ordinary pages during hostile queries",
    note: `${arrivalRate} default pages of 10 arrive per second at a server with ` +
      `${serverSettings} that gets the hostile queries, and at a bystander, another process on ` +
      "the same database: the machine slows it down, not the server. p95 in ms from the intended " +
      `arrival, median (least – most) of ${rounds} interleaved rounds of ${seconds} s.`,
    head: ["hostile queries", "server", "× alone", "bystander"],
    rows: [...latency].map(([level, { server, bystander }]) => [
      level ? levelName(level) : "none",
      spread(server, 1),
      level ? spread(ratios(latency, level)) : "",
      spread(bystander, 1),
    ]),
  };
}

if (import.meta.main) {
  const bench = await openBench(readSettings());
  const { goals, tables } = await hostile(bench);
  console.log([goalTable(goals), ...tables.map(markdown)].join("\n\n"));
  await bench.db.close();
}
