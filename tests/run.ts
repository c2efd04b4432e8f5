/**
 * `deno task test [options] [paths]`: the tests that need no database once, the others on every
 * database there is: the embedded one always, and a Postgres server when DATABASE_URL or the local
 * port answers, each in a database of its own. `deno task test:unit` runs the former alone.
 */
import { type Counts, embedded, report, runOn, runUnitTests, server } from "./support/targets.ts";
import { findTestFiles } from "./support/test_files.ts";

const unitOnly = Deno.args.includes("--unit");
const options = Deno.args.filter((arg) => arg.startsWith("-") && arg !== "--unit");
const paths = Deno.args.filter((arg) => !arg.startsWith("-"));

async function runOnDatabases(files: string[]): Promise<Counts[]> {
  const only = Deno.env.get("TEST_ONLY");
  const targets = [
    only === "postgres" ? undefined : await embedded(),
    only === "embedded" ? undefined : await server(),
  ].filter((target) => target !== undefined);
  const results = await Promise.all(targets.map((target) => runOn(target, [...options, ...files])));
  for (const target of targets) await target.stop();
  return results;
}

const { unit, database } = await findTestFiles(paths.length ? paths : ["tests"]).catch((error) => {
  console.error(error.message);
  Deno.exit(1);
});
const results = unit.length ? [await runUnitTests([...options, ...unit])] : [];
if (database.length && !unitOnly) results.push(...await runOnDatabases(database));
report(results);
