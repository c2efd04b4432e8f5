/** The server behind a PgBouncer, in the ways in which people have one. */
import { FaultyProxy, type Seen } from "../support/faulty_proxy.ts";
import { type PoolerOptions, startPgBouncer } from "../support/pgbouncer.ts";
import { isLong } from "./http.ts";
import { prepare, serve, type Serving, type Setup } from "./setup.ts";

export const setup = await prepare();
const probe = setup && await startPgBouncer(setup.cluster.url, { mode: "session" });
await probe?.close();
if (probe) console.log(`PgBouncer ${probe.version}`);
export const ignore = !probe;

const ignores = [
  "statement_timeout",
  "jit",
  "max_parallel_workers_per_gather",
  "idle_in_transaction_session_timeout",
];
type Way = PoolerOptions & { env: Record<string, string> };
export const ways: Record<string, Way> = {
  "transaction mode": { mode: "transaction", env: {} },
  "transaction mode, said so": { mode: "transaction", env: { POOLER: "transaction" } },
  "transaction mode, start-up parameters ignored": { mode: "transaction", ignores, env: {} },
  "session mode": { mode: "session", env: {} },
};

/** The ways of which a test needs no more in the short form. */
export const most = Object.fromEntries(
  Object.entries(ways).filter(([name]) => isLong || !/said|session/.test(name)),
);

export type Behind = { server: Serving; setup: Setup; connections: Seen[]; poolerUrl: string };

/** Runs the test on a server behind a pooler, where statements have at most a second. */
export function behind(
  name: string,
  ways: Record<string, Way>,
  test: (behind: Behind) => Promise<void>,
): void {
  for (const [mode, { env, ...options }] of Object.entries(ways)) {
    Deno.test(`PgBouncer in ${mode}: ${name}`, { ignore }, async () => {
      const { url: poolerUrl, close } = (await startPgBouncer(setup!.cluster.url, options))!;
      const proxy = new FaultyProxy(poolerUrl, { keepsSent: true });
      const { connections } = proxy;
      try {
        // In session mode each connection, also that for probes, keeps one of the pooler's four.
        const limits = { STATEMENT_TIMEOUT_MS: "1000", POOL_SIZE: "2", SLOW_QUESTIONS: "1" };
        const server = await serve(proxy.url, { ...limits, ...env });
        const place = { server, setup: setup!, connections, poolerUrl };
        await test(place).finally(server.stop);
      } finally {
        proxy.close();
        await close();
      }
    });
  }
}
