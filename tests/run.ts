/**
 * `deno task test [paths]`: the whole suite on every database there is: the embedded one always, and a Postgres server when DATABASE_URL
 * or the local socket answers, each in a database of its own. Ends with one line that counts both.
 */
import { embedded, report, runOn, server } from "./support/targets.ts";

const paths = Deno.args.length ? Deno.args : ["--ignore=tests/faults", "tests/"];
const only = Deno.env.get("TEST_ONLY");
const targets = [only === "postgres" ? undefined : await embedded(), only === "embedded" ? undefined : await server()]
  .filter((target) => target !== undefined);
const results = await Promise.all(targets.map((target) => runOn(target, paths)));
for (const target of targets) await target.stop();
report(results);
