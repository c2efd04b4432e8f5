import type { Cluster } from "./cluster.ts";
import { openSession, probe } from "./pg_wire.ts";

const owner = "callboard";

/** Ends the owner's sessions and takes every connection slot; returns the way to release them. */
export async function exhaust(cluster: Cluster): Promise<() => Promise<void>> {
  await cluster.query(`alter role ${owner} connection limit 0`);
  await cluster.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${owner}'`,
  );
  await cluster.query("create role hoarder login").catch(() => {}); // it may be there already
  const held = await openAll(cluster.url.replace(`${owner}@`, "hoarder@"));
  await cluster.query(`alter role ${owner} connection limit -1`);
  return async () => {
    for (const socket of held) socket.destroy();
    while (await probe(cluster.url) !== "ready");
  };
}

/** Opens sessions until there are too many. */
async function openAll(url: string): Promise<{ destroy(): void }[]> {
  const held: { destroy(): void }[] = [];
  for (const deadline = Date.now() + 5000; Date.now() < deadline;) {
    const session = await openSession(url);
    if ("socket" in session) held.push(session.socket);
    else if (session.refusal === "53300") return held;
  }
  throw new Error(`${held.length} sessions were not too many`);
}
