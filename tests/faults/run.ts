/**
 * `deno task test:faults [--long] [--write] [files]`: faults of the database and of the network, on
 * a cluster, a proxy and a PgBouncer of the tests' own. Prints what each fault did to the callers;
 * `--write` keeps that in docs/trust.md. TEST_TIMEOUT_SCALE=3 triples the time limits for a busy
 * machine, FAULTS_SEED repeats a run's random places.
 */
import { report, runOn } from "../support/targets.ts";
import type { Figures } from "./measure.ts";
import { table, withTable } from "./table.ts";

const long = Deno.args.includes("--long");
const paths = Deno.args.filter((argument) => !argument.startsWith("--"));
const figures = await Deno.makeTempFile();
const target = { kind: "postgres" as const, url: "", stop: () => Promise.resolve() };
// Most of the time is spent waiting: in the short form two files run at a time.
const counts = await runOn(target, [
  ...(long ? [] : ["--parallel"]),
  ...(paths.length ? paths : ["tests/faults/"]),
], {
  name: "faults",
  DENO_JOBS: "2",
  FAULTS_LONG: long ? "1" : "",
  FAULTS_FIGURES: figures,
});
const rows = (await Deno.readTextFile(figures)).split("\n").filter((line) => line !== "").map((
  line,
) => JSON.parse(line) as Figures);
await Deno.remove(figures);
if (rows.length > 0) console.log(`\n${table(rows)}\n`);
if (Deno.args.includes("--write") && rows.length > 0) {
  const trust = new URL("../../docs/trust.md", import.meta.url);
  await Deno.writeTextFile(trust, withTable(await Deno.readTextFile(trust), rows));
}
report([counts]);
