/**
 * `deno task test:contract [--long | --quick] [tests]`: runs the contract suite over HTTP, and the
 * named tests, against three servers: Deno on the embedded database, Deno on Postgres, and the
 * Worker in workerd on Postgres. Without a Postgres server it skips the second, and the Worker uses
 * the embedded database. `--long` sends 100,000 generated requests to each. `--quick` sends 500 to
 * Deno on the best available database and skips third-party clients.
 */
import { type Counts, embedded, report, runOn, server, type Target } from "../support/targets.ts";
import { type Relay, relay } from "../support/relay.ts";
import { startServer } from "../support/subprocess.ts";
import { bundleWorker, gzipSize, startUpTime, startWorkerd } from "../support/workerd.ts";

const [long, quick] = [Deno.args.includes("--long"), Deno.args.includes("--quick")];
const suite = ["statuses", "probe", "examples", "fuzz", ...(quick ? [] : ["peers"])]
  .map((name) => `tests/contract/${name}_test.ts`)
  .concat(Deno.args.filter((arg) => !arg.startsWith("--")));
const requests = long ? "100000" : quick ? "500" : "5000";

type Serving = { name: string; origin: string; stop(): Promise<void> };

async function onDeno(target: Target): Promise<Serving> {
  // The embedded database has one session: one connection at a time.
  const pool = target.kind === "embedded" ? "1" : "10";
  const started = await startServer({ DATABASE_URL: target.url, POOL_SIZE: pool, LOG: "off" });
  const stop = async () => {
    started.kill("SIGTERM");
    const { code } = await started.ended;
    if (code !== 0) throw new Error(`the server ended with ${code}`);
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

/** Lets the test process disconnect the server from its database (/away) and reconnect it. */
function openSwitch({ stop, resume }: Relay): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ url }) => {
    if (new URL(url).pathname === "/away") stop();
    else resume();
    return new Response();
  });
}

async function run(target: Target, start: (target: Target) => Promise<Serving>) {
  const way = relay(target.url);
  const control = openSwitch(way);
  const { name, origin, stop } = await start({ ...target, url: way.url });
  const counts = await runOn(target, suite, {
    name,
    TEST_TARGET_URL: origin,
    TEST_DATABASE_SWITCH: `http://127.0.0.1:${control.addr.port}`,
    FUZZ_REQUESTS: requests,
  });
  await stop();
  await control.shutdown();
  way.stop();
  return counts;
}

async function everywhere(): Promise<Counts[]> {
  const [local, postgres] = [await embedded(), await server()];
  const results = [await run(local, onDeno)];
  if (postgres) results.push(await run(postgres, onDeno));
  else console.log("No Postgres server answers: the Worker runs on the embedded database");
  results.push(await run(postgres ?? local, await buildWorker()));
  for (const target of [local, postgres]) await target?.stop();
  return results;
}

async function once(): Promise<Counts[]> {
  const target = await server() ?? await embedded();
  const results = [await run(target, onDeno)];
  await target.stop();
  return results;
}

report(await (quick ? once() : everywhere()));
