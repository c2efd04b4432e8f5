/** A page over 1,000 keep-alive connections: `deno run -A bench/crowd.ts [--quick]`. */
import { type Bench, openBench } from "./dataset.ts";
import { installPeers, load } from "./load.ts";
import { type Goal, goalTable, type Part } from "./report.ts";
import { startCallboard } from "./server.ts";
import { batchId, mainGroup, readSettings } from "./settings.ts";
import { batchPath } from "./statements.ts";

const connections = 1000;
const seconds = 10;
/** Milliseconds. */
const goal = 2000;

/** Requests beyond what the server can do wait 1.5 s at most, then are a 429 or 503. */
export async function crowd(bench: Bench): Promise<Part> {
  const server = await startCallboard(bench.url);
  try {
    const url = server.origin + batchPath(batchId(mainGroup(bench.settings)), {});
    const headers = { authorization: `Bearer ${bench.token}` };
    const { rate, p99, failed } = await load({ url, headers }, seconds, connections);
    const measured: Goal = {
      what: `p99 of a page over ${connections} keep-alive connections`,
      goal: `≤ ${goal} ms`,
      measured: `${p99} ms at ${Math.round(rate)} / s, ${failed} rejected`,
      met: p99 <= goal && rate > 0,
    };
    return { goals: [measured], tables: [] };
  } finally {
    await server.stop();
  }
}

if (import.meta.main) {
  await installPeers();
  const bench = await openBench(readSettings());
  const { goals } = await crowd(bench);
  console.log(goalTable(goals));
  await bench.db.close();
}
