/**
 * `deno task bench [--quick] [--xl]` runs all parts on a Postgres server and writes
 * bench/RESULTS.md and the charts.
 */
import { buffers } from "./buffers.ts";
import { barChart, lineChart } from "./chart.ts";
import { type Bench, openBench } from "./dataset.ts";
import { crowd } from "./crowd.ts";
import { fairness } from "./fairness.ts";
import { hostile } from "./hostile.ts";
import { http } from "./http.ts";
import { peerVersion } from "./load.ts";
import { memory } from "./memory.ts";
import { goalTable, markdown, misses, type Part } from "./report.ts";
import { progress, readSettings } from "./settings.ts";
import { writes } from "./writes.ts";

const file = (name: string) => new URL(name, import.meta.url);

/** The environment of the run, as a Markdown list. */
async function environment({ db, settings }: Bench): Promise<string> {
  const [row] = await db.client`
    select current_setting('server_version') as version,
      current_setting('shared_buffers') as buffers,
      current_setting('autovacuum') as autovacuum,
      pg_size_pretty(pg_database_size(current_database())) as size`;
  const cpu =
    (await Deno.readTextFile("/proc/cpuinfo").catch(() => "")).match(/model name\s*: (.*)/)?.[1] ??
      Deno.build.arch;
  const memory = Math.round(Deno.systemMemoryInfo().total / 2 ** 30);
  const groups = settings.groups.map(({ batches, calls }) =>
    `${batches.toLocaleString("en")} × ${calls.toLocaleString("en")}`
  );
  const names = [
    "postgraphile",
    "express",
    "sequelize",
    "hono",
    "drizzle-orm",
    "autocannon",
    "node",
  ];
  const versions = await Promise.all(
    names.map(async (name) => `${name} ${await peerVersion(name)}`),
  );
  return [
    `- ${new Date().toISOString().slice(0, 10)}, ${
      settings.quick ? "the quick data set" : "the full data set"
    }: batches of ${groups.join(", ")} calls (${row!.size})`,
    `- ${navigator.hardwareConcurrency} cores (${cpu}), ${memory} GiB, ` +
    "shared by client, server and Postgres",
    `- Postgres ${row!.version} (shared_buffers ${row!.buffers}, autovacuum ${
      row!.autovacuum
    }), Deno ${Deno.version.deno}`,
    `- Peers: ${versions.join(", ")}`,
  ].join("\n");
}

function results(about: string, { goals, tables, charts = [], bars = [] }: Part): string {
  const images = [...charts, ...bars].map(({ file, title }) => `![${title}](${file})`);
  return `# Benchmark results

Written by \`deno task bench\`. Buffers are shared buffers by EXPLAIN (ANALYZE, BUFFERS) of the
statements that the API sends, warm, for the more expensive of the custom and the generic plan.
Buffers are reproducible; for milliseconds and rates, compare the ratios.

${about}

## Goals

${goalTable(goals)}

## Missed, and why

${misses(goals) || "Nothing."}

## Charts

${images.join("\n\n")}

## Figures

${tables.map(markdown).join("\n")}`;
}

/** Runs a part. An error becomes a row of the results, and the other parts still run. */
async function runPart(name: string, part: () => Promise<Part>): Promise<Part> {
  try {
    return await part();
  } catch (error) {
    console.error(error);
    return {
      goals: [{ what: name, goal: "runs", measured: (error as Error).message, met: false }],
      tables: [],
    };
  }
}

async function main(): Promise<void> {
  const bench = await openBench(readSettings());
  try {
    const parts = [
      await runPart("buffers", () => buffers(bench)),
      await runPart("writes", () => writes(bench.settings)),
      await runPart("http", () => http(bench)),
      await runPart("hostile", () => hostile(bench)),
      await runPart("fairness", () => fairness(bench)),
      await runPart("crowd", () => crowd(bench)),
      await runPart("memory", () => memory(bench)),
    ];
    const all: Part = {
      goals: parts.flatMap(({ goals }) => goals),
      tables: parts.flatMap(({ tables }) => tables),
      charts: parts.flatMap(({ charts = [] }) => charts),
      bars: parts.flatMap(({ bars = [] }) => bars),
    };
    for (const chart of all.charts!) await Deno.writeTextFile(file(chart.file), lineChart(chart));
    for (const bars of all.bars!) await Deno.writeTextFile(file(bars.file), barChart(bars));
    await Deno.writeTextFile(file("RESULTS.md"), results(await environment(bench), all));
    console.log(goalTable(all.goals));
    progress("bench/RESULTS.md is written");
  } finally {
    await bench.db.close();
  }
}

await main();
