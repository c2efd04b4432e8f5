/** Behind PgBouncer, as many have their Postgres: every request works, and in time. */
import assert from "node:assert/strict";
import postgres from "postgres";
import type { Seen } from "../support/faulty_proxy.ts";
import { MessageStarts } from "../support/pg_wire.ts";
import { startPgBouncer } from "../support/pgbouncer.ts";
import { runProgram } from "../support/subprocess.ts";
import { type Answer, ask, deadline, isLong, pause, timeScale } from "./http.ts";
import { asked, Load } from "./load.ts";
import { behind, ignore, most, setup, ways } from "./pooler.ts";
import { filter, page } from "./questions.ts";
import type { Setup } from "./setup.ts";

/** More is asked than a few connections serve in time. */
const overload = [429, 503];

behind(
  "two workspaces have their own answers, and writes are kept",
  ways,
  async ({ server, setup }) => {
    const load = await Load.start(server.origin, setup);
    const mixed: string[] = [];
    let right = 0;
    const hammer = async (checked: typeof page, who: "reader" | "other") => {
      for (let turn = 0; load.running; turn++) {
        const { question, fault } = checked(setup[who], turn);
        const answer = await ask(server.origin, { ...question, patience: 5000 * timeScale });
        if (overload.includes(answer.status)) continue;
        right++;
        if (answer.status !== 200) mixed.push(`${answer.status} ${answer.body.code}`);
        else if (fault(answer)) mixed.push(fault(answer)!);
      }
    };
    // More than there are connections: the driver then pipelines statements.
    const hammers = (["reader", "other"] as const).flatMap((who) =>
      [page, page, page, page, page, filter].map((one) => hammer(one, who))
    );
    await pause(isLong ? 20_000 : 2500);
    await load.stop();
    await Promise.all(hammers);
    assert.deepEqual([...new Set(mixed)], [], `${mixed.length} of the answers`);
    assert.ok(right > 50, `${right} answers`);
    const faults = load.samples
      .filter(({ status, fault }) => fault || (status > 201 && !overload.includes(status)))
      .map((one) => `${one.kind} ${one.status} ${one.fault ?? ""}`);
    assert.deepEqual(faults, []);
    assert.ok(asked.every((kind) => load.samples.some((sample) => sample.kind === kind)));
  },
);

/** The names of the statements that a client had the server keep. */
function statementNames({ sent }: Seen): string[] {
  const starts = new MessageStarts(true);
  const names: string[] = [];
  for (const chunk of sent) {
    for (const { type, at } of starts.in(chunk)) {
      if (type !== "P") continue;
      const name = chunk.subarray(at + 5);
      names.push(new TextDecoder().decode(name.subarray(0, name.indexOf(0))));
    }
  }
  return names;
}

behind("no statement has a name", most, async ({ server, setup, connections }) => {
  for (let turn = 0; turn < 8; turn++) {
    for (const one of [page, filter]) {
      const { status } = await ask(server.origin, one(setup.reader, turn).question);
      assert.equal(status, 200);
    }
  }
  assert.deepEqual(connections.flatMap(statementNames).filter((name) => name !== ""), []);
});

/** Runs `work`, at most ten seconds, while the table of calls is locked. */
async function whileLocked<T>({ cluster }: Setup, work: () => Promise<T>): Promise<T> {
  const text = "lock table calls in access exclusive mode; select pg_sleep(10)";
  const locked = cluster.query(text, "callboard").catch(() => {}); // ended below
  while (!(await waiting(cluster, "granted and mode = 'AccessExclusiveLock'"))) await pause(20);
  const result = await work();
  await cluster.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query like 'lock table%'",
  );
  await locked;
  return result;
}

const waiting = async (cluster: Setup["cluster"], condition: string) =>
  (await cluster.query(
    `select from pg_locks where relation = 'calls'::regclass and ${condition}`,
    "callboard",
  )).length;

for (const [what, question] of Object.entries({ page, filter })) {
  behind(`a ${what} that takes too long is a 503 in time`, most, async ({ server, setup }) => {
    assert.equal((await ask(server.origin, question(setup.reader, 0).question)).status, 200);
    const { status, took } = await whileLocked(
      setup,
      () => ask(server.origin, question(setup.reader, 1).question),
    );
    assert.equal(status, 503);
    assert.ok(took < 2000 * timeScale, `${took} ms`);
  });
}

behind("a client that goes ends its statement", most, async ({ server, setup }) => {
  assert.equal((await ask(server.origin, filter(setup.reader, 0).question)).status, 200);
  await whileLocked(setup, async () => {
    const { status } = await ask(server.origin, {
      ...filter(setup.reader, 1).question,
      patience: 300,
    });
    assert.equal(status, 0);
    for (
      const deadline = performance.now() + 2000 * timeScale;
      await waiting(setup.cluster, "not granted");
    ) {
      assert.ok(performance.now() < deadline, "the statement still waits");
      await pause(20);
    }
  });
});

behind(
  "other clients of the pooler have their own settings",
  Object.fromEntries(Object.entries(most).filter(([, { mode }]) => mode === "transaction")),
  async ({ server, setup, poolerUrl }) => {
    const answers: Promise<Answer>[] = [];
    for (let turn = 0; turn < 12; turn++) {
      answers.push(
        ask(server.origin, filter(setup.reader, turn).question),
      );
    }
    assert.deepEqual(
      (await Promise.all(answers)).map(({ status }) => status),
      answers.map(() => 200),
    );
    for (let turn = 0; turn < 6; turn++) assert.equal(await statementTimeout(poolerUrl), "0");
  },
);

/** What a session through the pooler has for a limit. */
async function statementTimeout(url: string): Promise<string> {
  const client = postgres(url, { max: 1, fetch_types: false });
  const [row] = await client.unsafe("show statement_timeout");
  await client.end({ timeout: 1 });
  return row!.statement_timeout;
}

for (const [mode, { env, ...options }] of Object.entries(ways)) {
  Deno.test(`PgBouncer in ${mode}: migrations work, or name the remedy`, { ignore }, async () => {
    const { cluster } = setup!;
    await cluster.query("drop database if exists fresh with (force)");
    await cluster.query("create database fresh owner callboard");
    const pooler = (await startPgBouncer(cluster.url, options))!;
    const url = new URL(pooler.url);
    url.pathname = "/fresh";
    const migrate = () => runProgram("cli/migrate.ts", [], { DATABASE_URL: url.href, ...env });
    const all = Promise.all([migrate(), migrate(), migrate(), migrate()]);
    // Once the pooler is closed, those that wait for ever end too.
    const ended = await deadline(all, 20_000 * timeScale).finally(pooler.close);
    const left = await cluster.query("select from pg_locks where locktype = 'advisory'");
    for (const { code, stderr } of ended) {
      if (code !== 0) assert.match(stderr, /session|direct/i);
    }
    assert.equal(left.length, 0, "the lock of the migrations is still held");
    const tables = await cluster.query(
      "select from pg_tables where tablename = 'api_keys'",
      "fresh",
    );
    assert.equal(tables.length, ended.some(({ code }) => code === 0) ? 1 : 0);
  });
}

Deno.test("the cluster of these tests ends", { ignore: !setup }, () => setup!.close());
