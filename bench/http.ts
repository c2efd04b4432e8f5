/**
 * Requests per second of getBatch, compared with a bare handler and with peers:
 * `deno run -A bench/http.ts [--quick]`.
 */
import assert from "node:assert/strict";
import { type Bench, openBench } from "./dataset.ts";
import { installPeers, load, type Request } from "./load.ts";
import { peers, rounds, type Service, startBare, startPeers, startRows } from "./services.ts";
import {
  type Bars,
  type Goal,
  goalTable,
  markdown,
  median,
  type Part,
  spread,
  type Table,
} from "./report.ts";
import { batchId, type Group, mainGroup, progress, readSettings } from "./settings.ts";
import { startCallboard } from "./server.ts";
import { batchPath, type Query } from "./statements.ts";

export async function http(bench: Bench): Promise<Part> {
  await installPeers();
  const [bare, others] = [await againstBare(bench), await againstPeers(bench)];
  return {
    goals: [...bare.goals, ...others.goals],
    tables: [...bare.tables, ...others.tables],
    bars: [...bare.bars ?? [], ...others.bars ?? []],
  };
}

const callboard = ({ token }: Bench, origin: string, group: Group, query: Query): Request => ({
  url: origin + batchPath(batchId(group), query),
  headers: { authorization: `Bearer ${token}` },
});

/** Many short rounds, because a machine's speed varies by the second. The first ones warm up. */
const shortRounds = { warming: 3, measured: 15, seconds: 1.5 };

/** Loads the servers alternately; returns requests per second by round. */
async function interleaved(servers: Map<string, Request>): Promise<Map<string, number[]>> {
  const { warming, measured, seconds } = shortRounds;
  const rates = new Map<string, number[]>([...servers.keys()].map((name) => [name, []]));
  for (let round = 0; round < warming + measured; round++) {
    for (const [name, request] of servers) {
      const { rate, failed } = await load(request, seconds);
      assert.equal(failed, 0, `a response of ${name} was not a 200`);
      if (round >= warming) rates.get(name)!.push(rate);
    }
  }
  progress(
    `http: ${[...rates].map(([name, all]) => `${name} ${Math.round(median(all))}/s`).join(", ")}`,
  );
  return rates;
}

const bareName = "bare handler";

/**
 * The real server and two bare handlers on page 1 of the main batch. One handler gets JSON from
 * Postgres, the other builds JSON from rows.
 */
async function againstBare(bench: Bench): Promise<Part> {
  const group = mainGroup(bench.settings);
  const rows: Table["rows"] = [];
  const goals: Goal[] = [];
  for (const limit of [10, 100]) {
    const query = { limit };
    const servers = [
      await startCallboard(bench.url),
      await startBare(bench, batchPath(batchId(group), query)),
      await startRows(bench, group, limit),
    ] as const;
    const [real, bare, other] = servers;
    const requests = new Map<string, Request>([
      ["Callboard", callboard(bench, real.origin, group, query)],
      [bareName, { url: bare.origin }],
      ["bare handler that builds JSON from rows", { url: other.origin }],
    ]);
    const rates = await interleaved(requests).finally(() =>
      Promise.all(servers.map(({ stop }) => stop()))
    );
    const toBare = (name: string) =>
      rates.get(name)!.map((rate, i) => rate / rates.get(bareName)![i]!);
    rows.push(
      ...[...rates].map((
        [name, all],
      ) => [`${limit} calls: ${name}`, spread(all, 0), spread(toBare(name))]),
    );
    if (limit === 10) goals.push(bareGoal(toBare("Callboard")));
  }
  return {
    goals,
    tables: [{
      title: "Compared with a bare handler",
      note: `Page 1 of ${group.name}, 32 connections, median (least – most) of ` +
        `${shortRounds.measured} interleaved runs of ${shortRounds.seconds} s. Postgres ` +
        "is on the same machine; each request is one round trip.",
      head: ["server", "requests / s", "× bare handler"],
      rows,
    }],
  };
}

const bareGoal = (ratios: number[]): Goal => ({
  what:
    "requests / s of getBatch (limit 10) relative to a bare handler (Deno.serve, postgres.js, " +
    "same statement)",
  goal: "≥ 0.80",
  measured: spread(ratios),
  met: median(ratios) >= 0.8,
});

type Case = { name: string; group: Group; page: number; counted: boolean };

function cases({ settings }: Bench): Case[] {
  const main = mainGroup(settings);
  const pages = settings.groups.filter(({ calls }) => calls <= main.calls).map((group) => ({
    group,
    page: 1,
    name: "first page",
  }));
  return [...pages, { group: main, page: main.calls / 20, name: "middle page" }].flatMap((
    { name, group, page },
  ) =>
    [true, false].map((counted) => ({
      name: `${group.name}, ${name}, ${counted ? "with" : "without"} total`,
      group,
      page,
      counted,
    }))
  );
}

/** Callboard and the peers alternately on the same page. */
async function againstPeers(bench: Bench): Promise<Part> {
  const callboardService: Service = {
    name: "Callboard",
    server: await startCallboard(bench.url),
    request: ({ origin }, group, page, counted) =>
      callboard(bench, origin, group, {
        page,
        sortOrder: "asc",
        ...(counted ? {} : { count: "none" }),
      }),
  };
  const services = [callboardService, ...await startPeers(bench)];
  const seconds = bench.settings.quick ? 1 : 2;
  try {
    const found = [];
    for (const measured of cases(bench)) {
      const rates = new Map<string, number[]>(services.map(({ name }) => [name, []]));
      for (let round = 0; round < rounds; round++) {
        for (const { name, server, request } of services) {
          const { rate, failed } = await load(
            request(server, measured.group, measured.page, measured.counted),
            seconds,
          );
          if (name === callboardService.name) {
            assert.equal(failed, 0, `${name} fails on ${measured.name}`);
          }
          rates.get(name)!.push(rate);
          await settle(bench);
        }
      }
      progress(`http: ${measured.name}`);
      found.push({ measured, rates });
    }
    return report(bench, found);
  } finally {
    await Promise.all(services.map(({ server }) => server.stop()));
  }
}

/** Cancels a server's remaining statements, so that they do not slow down the next one. */
async function settle({ db }: Bench): Promise<void> {
  const others = "from pg_stat_activity where datname = current_database() " +
    "and state = 'active' and pid <> pg_backend_pid()";
  while ((await db.client.unsafe(`select pg_cancel_backend(pid) ${others}`)).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type Found = { measured: Case; rates: Map<string, number[]> };

/** Callboard's rate as a multiple of a peer's, round by round. */
const multiples = ({ rates }: Found, peer: string) =>
  rates.get("Callboard")!.map((rate, i) => rate / rates.get(peer)![i]!);

function report(bench: Bench, found: Found[]): Part {
  const names = peers.map(({ name }) => name);
  const least = (some: Found[]) =>
    Math.min(...some.flatMap((one) => names.map((name) => median(multiples(one, name)))));
  const main = mainGroup(bench.settings);
  const counted = found.filter(({ measured }) => measured.counted);
  const large = counted.filter(({ measured }) => measured.group === main);
  const goals: Goal[] = [
    {
      what: "relative to each peer, same page, same total",
      goal: "> 1 × in every row",
      measured: `${least(counted).toFixed(1)} × at least`,
      met: least(counted) > 1,
    },
    {
      what: `the same in the batch of ${main.name}`,
      goal: "≥ 5 ×",
      measured: `${least(large).toFixed(1)} × at least`,
      met: least(large) >= 5,
    },
    {
      what: "the same without totals",
      goal: "reported",
      measured: `${least(found.filter(({ measured }) => !measured.counted)).toFixed(1)} × at least`,
    },
  ];
  const table: Table = {
    title: "Compared with peers",
    note: "Requests / s of a page of 10, 32 connections, 10 pooled database connections each, " +
      `production mode; median (least – most) of ${rounds} interleaved runs. A peer's errors are ` +
      "ignored, and its remaining statements are cancelled before the next server runs. × is " +
      "Callboard's rate as a multiple. Callboard also checks the key and reads the batch and its " +
      `transcripts; ${peers.map(({ name, not }) => `${name}: ${not}`).join("; ")}.`,
    head: ["page", "Callboard", ...names.flatMap((name) => [name, "×"])],
    rows: found.map((one) => [
      one.measured.name,
      spread(one.rates.get("Callboard")!, 0),
      ...names.flatMap((
        name,
      ) => [spread(one.rates.get(name)!, 1), spread(multiples(one, name), 1)]),
    ]),
  };
  return { goals, tables: [table], bars: bars(large) };
}

/** The chart: page 1 of the main batch with its total. */
function bars([first]: Found[]): Bars[] {
  return [{
    file: "requests.svg",
    title: `Requests / s: ${first!.measured.name}`,
    unit: "requests / s",
    bars: [...first!.rates].map(([name, rates]) => ({ name, value: median(rates) })),
  }];
}

if (import.meta.main) {
  const bench = await openBench(readSettings());
  const { goals, tables } = await http(bench);
  console.log([goalTable(goals), ...tables.map(markdown)].join("\n\n"));
  await bench.db.close();
}
