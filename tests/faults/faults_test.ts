/** Each fault of `faults.ts` against the real server under light load; goals: `measure.ts`. */
import assert from "node:assert/strict";
import { FaultyProxy } from "../support/faulty_proxy.ts";
import { type Fault, faults, seed } from "./faults.ts";
import { isLong, pause } from "./http.ts";
import { asked, Load } from "./load.ts";
import { faultLength, type Figures, figures, goals, missed, untilSettled } from "./measure.ts";
import { prepare, serve, type Setup } from "./setup.ts";

const setup = await prepare();
if (setup) console.log(`FAULTS_SEED=${seed}`);

/** Loads the server, injects the fault, lifts it, and waits until callers see no more of it. */
async function suffer(fault: Fault, setup: Setup): Promise<Figures> {
  const { cluster } = setup;
  const proxy = new FaultyProxy(cluster.url);
  const server = await serve(fault.via === "proxy" ? proxy.url : cluster.url, {
    POOL_SIZE: String(fault.poolSize ?? 10),
  });
  try {
    const load = await Load.start(server.origin, setup);
    await pause(800);
    const calm = load.samples.filter(({ kind, status }) => asked.includes(kind) && status > 299);
    assert.deepEqual(calm, [], "before the fault");
    const began = performance.now();
    const lift = await fault.begin({ cluster, proxy });
    if (!fault.momentary) await pause(faultLength);
    const lifting = performance.now();
    await lift();
    const lifted = performance.now();
    const settled = await untilSettled(load, lifted);
    await load.stop();
    const connections = fault.via === "proxy" ? proxy.open : (await cluster.backends()).length;
    const times = { began, lifting, lifted, settled };
    return await figures(fault.name, load, times, server, setup, connections);
  } finally {
    await server.stop();
    proxy.close();
  }
}

/** For the runner, which prints the table. */
async function note(row: Figures): Promise<void> {
  const path = Deno.env.get("FAULTS_FIGURES");
  if (path) await Deno.writeTextFile(path, `${JSON.stringify(row)}\n`, { append: true });
}

const disks = setup && await setup.cluster.hasSmallDisks();
if (setup && !disks) {
  console.log("SKIPPED: no disk can be filled, as mounting one is not allowed here");
}

for (const fault of faults) {
  if (fault.long && !isLong) continue;
  const ignore = !setup || (fault.fillsDisk && !disks);
  Deno.test(`the database: ${fault.name}`, { ignore: !!ignore }, async () => {
    const row = await suffer(fault, setup!);
    const misses = missed(row, { ...goals, ...fault.goals });
    await note({ ...row, misses });
    assert.deepEqual(misses, []);
  });
}

Deno.test("the cluster of these tests ends", { ignore: !setup }, () => setup!.close());
