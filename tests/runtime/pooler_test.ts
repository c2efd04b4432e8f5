/** Behind Debian's PgBouncer: the server recognises it, and every request works, in time. */
import assert from "node:assert/strict";
import postgres from "postgres";
import type { Database } from "../../src/db/client.ts";
import { detectPooling } from "../../src/db/detect_pooling.ts";
import { openDatabase } from "../../src/runtime/database.ts";
import { readConfiguration } from "../../src/runtime/env.ts";
import { newBatch } from "../support/campaign.ts";
import { type Client, newClient, onServer, type TestDatabase } from "../support/client.ts";
import { startCluster } from "../support/cluster.ts";
import { until, whileLocked } from "../support/locks.ts";
import { type PoolerOptions, startPgBouncer } from "../support/pgbouncer.ts";
import { runProgram } from "../support/subprocess.ts";

const cluster = onServer ? await startCluster() : undefined;
const probe = cluster && await startPgBouncer(cluster.url, { mode: "transaction" });
await probe?.close();
if (probe) console.log(`PgBouncer ${probe.version}`);
const ignore = !probe;

const ignores = [
  "statement_timeout",
  "jit",
  "max_parallel_workers_per_gather",
  "idle_in_transaction_session_timeout",
];
type Way = PoolerOptions & { env?: Record<string, string> };
const shared: Record<string, Way> = {
  "transaction mode": { mode: "transaction" },
  "transaction mode that ignores start-up parameters": { mode: "transaction", ignores },
};
/** In session mode each connection of the server keeps one of the pooler's four sessions. */
const ways: Record<string, Way> = {
  ...shared,
  "session mode": { mode: "session", env: { POOL_SIZE: "2", SLOW_QUESTIONS: "1" } },
};

/** Runs the test with the URL of a pooler before the cluster. */
function behind(
  name: string,
  test: (url: string, env: Record<string, string>) => Promise<void>,
  some = ways,
): void {
  for (const [way, { env = {}, ...options }] of Object.entries(some)) {
    Deno.test(`PgBouncer in ${way}: ${name}`, { ignore }, async () => {
      const pooler = (await startPgBouncer(cluster!.url, options))!;
      await test(pooler.url, env).finally(pooler.close);
    });
  }
}

behind("migrations run at once, each of them once, and leave no lock", async (url) => {
  await cluster!.query("drop database if exists fresh with (force)");
  await cluster!.query("create database fresh owner callboard");
  const DATABASE_URL = url.replace(/\/callboard$/, "/fresh");
  const runs = [1, 2, 3, 4].map(() => runProgram("cli/migrate.ts", [], { DATABASE_URL }));
  for (const { code, stderr } of await Promise.all(runs)) assert.equal(code, 0, stderr);
  const applied = await cluster!.query(
    "select hash from drizzle.__drizzle_migrations group by hash having count(*) > 1",
    "fresh",
  );
  assert.deepEqual(applied, []);
  assert.deepEqual(await cluster!.query("select from pg_locks where locktype = 'advisory'"), []);
});

Deno.test("a connection without a pooler is a session", { ignore }, async () => {
  const { code, stderr } = await runProgram("cli/migrate.ts", [], { DATABASE_URL: cluster!.url });
  assert.equal(code, 0, stderr);
  // As for Hyperdrive: what a session should have is what the role has anyway.
  await cluster!.query("alter role callboard set statement_timeout = '5s'");
  await cluster!.query("alter role callboard set jit = off");
  assert.equal(await detectPooling({ url: cluster!.url }), "session");
});

behind("a pooler is recognised", async (url) => {
  assert.equal(await detectPooling({ url }), "transaction");
});

behind("POOLER=session is rejected with the remedy", async (url) => {
  const env = { DATABASE_URL: url, POOLER: "session", PORT: "0" };
  const { code, stderr } = await runProgram("deno.ts", [], env);
  assert.equal(code, 1);
  assert.match(stderr, /^DATABASE_URL leads to a pooler .*: unset POOLER, set it to transaction/);
});

/** Opens the database as the server does. */
async function serve(url: string, env: Record<string, string>): Promise<Database> {
  const settings: Record<string, string> = { DATABASE_URL: url, ...env };
  const configuration = readConfiguration((name) => settings[name]);
  return await openDatabase(configuration, configuration);
}

/** One request of each kind; the answers are those of this workspace. */
async function campaign(client: Client, size: number): Promise<void> {
  const { batchId, callIds } = await newBatch(client, size);
  const [callId] = callIds;
  const event = { batchId, callId, attempt: 1 };
  const recorded = await client.post("/v1/call-events", {
    events: [
      { ...event, id: "1", type: "initiated", at: "2026-03-02T14:00:00.000Z" },
      { ...event, id: "2", type: "answered", at: "2026-03-02T14:00:05.000Z" },
      { ...event, id: "3", type: "completed", at: "2026-03-02T14:00:35.000Z" },
    ],
  });
  assert.deepEqual(recorded.body, { recorded: 3, duplicates: 0 });
  const path = `/v1/batches/${batchId}`;
  const [page, filtered, sorted, call, list] = await Promise.all([
    client.get(path, { sortOrder: "asc", limit: 1 }),
    client.get(path, { filter: '{"plan":"gold","callStatus":"completed"}' }),
    client.get(path, { sortBy: "callDuration", search: "go+ld" }),
    client.get(`${path}/calls/${callId}`),
    client.get("/v1/batches", { limit: 100 }),
  ]);
  assert.deepEqual([page.body.total, page.body.calls[0].id], [size, callId]);
  assert.deepEqual([filtered.body.total, filtered.body.calls[0].id], [1, callId]);
  assert.deepEqual([sorted.body.total, sorted.body.calls[0].callDuration], [size, 30]);
  assert.deepEqual([call.body.id, call.body.events.length], [callId, 3]);
  assert.ok(list.body.batches.some(({ id }: { id: string }) => id === batchId));
}

behind("two workspaces at once have their own answers", async (url, env) => {
  const db = await serve(url, { STATEMENT_TIMEOUT_MS: "30000", ...env });
  const clients = [await newClient(db), await newClient(db)];
  // More than the pooler has sessions.
  await Promise.all(
    Array.from({ length: 16 }, (_, i) => campaign(clients[i % 2]!, 150 + 50 * (i % 2))),
  );
  for (const [i, client] of clients.entries()) {
    const { body } = await client.get("/v1/batches", { limit: 100 });
    const sizes = body.batches.map(({ counts }: { counts: { queued: number } }) => counts.queued);
    assert.deepEqual(sizes, Array(8).fill(150 + 50 * i - 1));
  }
  await db.close();
});

behind("a filter, a page and a call that take too long are a 503 in time", async (url, env) => {
  const db = await serve(url, { STATEMENT_TIMEOUT_MS: "1000", ...env });
  const client = await newClient(db);
  const { batchId, callIds } = await newBatch(client, 3);
  const admin = postgres(cluster!.url, { max: 1 });
  const path = `/v1/batches/${batchId}`;
  const requests = {
    filter: () => client.get(path, { filter: '{"plan":"gold"}' }),
    page: () => client.get(path),
    call: () => client.get(`${path}/calls/${callIds[0]}`),
  };
  for (const [what, request] of Object.entries(requests)) {
    assert.equal((await request()).status, 200);
    await whileLocked({ client: admin } as TestDatabase, "calls", async (isWaiting) => {
      const began = performance.now();
      const { status } = await request();
      const took = performance.now() - began;
      assert.equal(status, 503, what);
      assert.ok(took > 900 && took < 2000, `${what}: ${took} ms`);
      await until("the server ended the statement", async () => !await isWaiting());
    });
  }
  await Promise.all([db.close(), admin.end()]);
});

behind("other clients of the pooler have their own settings", async (url, env) => {
  const db = await serve(url, env);
  const client = await newClient(db);
  await Promise.all(Array.from({ length: 4 }, () => campaign(client, 5)));
  const other = postgres(url, { max: 4, prepare: false, fetch_types: false });
  const rows = await Promise.all(
    Array.from({ length: 8 }, () => other.unsafe("show statement_timeout").then(([row]) => row)),
  );
  assert.deepEqual(rows.map((row) => row!.statement_timeout), Array(8).fill("5s")); // the role's
  await Promise.all([other.end(), db.close()]);
}, shared);

Deno.test("the cluster of these tests ends", { ignore: !cluster }, () => cluster!.close());
