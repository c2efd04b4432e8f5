/**
 * `deno task test:contract [--long]`: the contract suite over HTTP against three servers: Deno on the embedded database, Deno on
 * Postgres, and the Worker in workerd on Postgres. The last two need a Postgres server. `--long` sends 100,000 generated requests to each.
 */
import { embedded, report, runOn, server, type Target } from "../support/targets.ts";
import { startServer } from "../support/subprocess.ts";
import { bundleWorker, gzipSize, startUpTime, startWorkerd } from "../support/workerd.ts";

const suite = ["probe", "examples", "fuzz", "peers"].map((name) => `tests/contract/${name}_test.ts`);
const long = Deno.args.includes("--long");

type Serving = { name: string; origin: string; stop(): Promise<void> };

async function onDeno(target: Target): Promise<Serving> {
  // The embedded database has one session: one connection at a time.
  const pool = target.kind === "embedded" ? "1" : "10";
  const started = await startServer({ DATABASE_URL: target.url, POOL_SIZE: pool, LOG: "off" });
  const stop = async () => {
    started.kill("SIGTERM");
    await started.ended;
  };
  return { name: `Deno, ${target.kind}`, origin: started.origin, stop };
}

async function buildWorker(): Promise<(target: Target) => Promise<Serving>> {
  const bundle = await bundleWorker();
  const size = (await gzipSize(bundle) / 1024).toFixed(1);
  console.log(`Worker: ${size} KiB gzip, start-up ${Math.round(await startUpTime(bundle))} ms`);
  return async (target) => {
    const { url, stop } = await startWorkerd(bundle, target.url);
    return { name: `workerd, ${target.kind}`, origin: url.origin, stop };
  };
}

async function run(target: Target, start: (target: Target) => Promise<Serving>) {
  const { name, origin, stop } = await start(target);
  const counts = await runOn(target, suite, {
    name,
    TEST_TARGET_URL: origin,
    FUZZ_REQUESTS: long ? "100000" : "5000",
  });
  await stop();
  return counts;
}

const [local, postgres] = [await embedded(), await server()];
const results = [await run(local, onDeno)];
if (postgres) {
  results.push(await run(postgres, onDeno));
  results.push(await run(postgres, await buildWorker()));
} else console.log("SKIPPED: Deno and workerd on Postgres, because no server answers");
for (const target of [local, postgres]) await target?.stop();
report(results);
