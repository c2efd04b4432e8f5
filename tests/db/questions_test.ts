/** Tests of cancellation, locks and timeouts, which need a server. */
import { sql } from "drizzle-orm";
import assert from "node:assert/strict";
import {
  connect,
  type ConnectOptions,
  type Database,
  run,
  type Tenant,
} from "../../src/db/client.ts";
import { Overloaded } from "../../src/domain/errors.ts";
import { onServer } from "../support/client.ts";
import { relay, type Trouble } from "../support/relay.ts";

const url = Deno.env.get("TEST_DATABASE_URL")!;
const never = new AbortController().signal;
const one: Tenant = { workspace: "one", key: "key" };
const other: Tenant = { workspace: "other", key: "key" };

function test(name: string, options: ConnectOptions, work: (db: Database) => Promise<void>): void {
  Deno.test({
    name: `questions: ${name}`,
    ignore: !onServer,
    fn: async () => {
      const db = connect(url, { watched: false, ...options });
      await work(db).finally(() => db.close());
    },
  });
}

/** Asks a question that takes `seconds` and returns `value`. */
function ask(
  db: Database,
  value: number,
  seconds: number,
  { signal = never, tenant = one, admitted = true } = {},
): Promise<{ value: number }[] | undefined> {
  return db.for(tenant).ask<{ value: number }>({
    query: sql`select ${value}::int as value, pg_sleep(${seconds}::float)::text`,
    values: {},
    signal,
    admitSlow: () => Promise.resolve(admitted ? tenant : undefined),
  });
}
const outcome = (question: Promise<unknown>) =>
  question.then(
    () => "answered",
    (error) => error instanceof Overloaded ? error.by : error.code ?? error.name,
  );

/** The number of questions that the server runs. */
const running = async (db: Database) =>
  (await run(
    db,
    sql`select from pg_stat_activity where query like '%pg_sleep%' and state = 'active'
    and datname = current_database() and pid <> pg_backend_pid()`,
  )).length;

/** Waits until `count` questions keep running: the quick attempts are over. */
async function untilRunning(db: Database, count: number): Promise<void> {
  for (let same = 0; same < 3;) {
    same = await running(db) === count ? same + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

test("a slow question returns its rows from a slow place", {}, async (db) => {
  assert.deepEqual((await ask(db, 7, 0.3))?.map(({ value }) => value), [7]);
});

test("a rejected caller gets no slow place", {}, async (db) => {
  assert.equal(await ask(db, 7, 60, { admitted: false }), undefined);
  assert.equal(await running(db), 0);
});

test("a workspace uses at most its share of the slow places", {
  slowQuestions: 4,
  slowQuestionsPerWorkspace: 2,
  statementTimeout: 30_000,
}, async (db) => {
  const abort = new AbortController();
  const { signal } = abort;
  const questions = [1, 2, 3, 4, 5, 6].map((i) => ask(db, i, 60, { signal }));
  await untilRunning(db, 2);
  assert.deepEqual((await ask(db, 8, 0.3, { tenant: other }))?.[0]?.value, 8);
  assert.deepEqual((await ask(db, 9, 0))?.[0]?.value, 9); // a quick question of the same workspace
  abort.abort();
  await Promise.allSettled(questions);
});

test("short statements never wait for slow questions", {
  poolSize: 4,
  slowQuestions: 2,
  slowQuestionsPerWorkspace: 2,
  statementTimeout: 30_000,
}, async (db) => {
  const abort = new AbortController();
  const questions = [1, 2, 3, 4, 5, 6].map((i) => ask(db, i, 60, { signal: abort.signal }));
  await untilRunning(db, 2);
  const answers = await Promise.all(Array.from({ length: 50 }, () => run(db, sql`select 1`)));
  assert.equal(answers.length, 50);
  abort.abort();
  await Promise.allSettled(questions);
});

test("errors distinguish the workspace's load from the server's, within the time limit", {
  slowQuestions: 2,
  slowQuestionsPerWorkspace: 1,
  statementTimeout: 1500,
}, async (db) => {
  const outcomes = await Promise.all([1, 2, 3].map((i) => outcome(ask(db, i, 60))));
  assert.deepEqual(outcomes.toSorted(), ["57014", "workspace", "workspace"]);
  const blocked = [
    ask(db, 1, 60),
    ask(db, 2, 60, { tenant: other }),
    ask(db, 3, 60, { tenant: { workspace: "third", key: "key" } }),
  ].map(outcome);
  assert.deepEqual((await Promise.all(blocked)).toSorted(), ["57014", "57014", "server"]);
  assert.equal(await running(db), 0);
  assert.equal(await outcome(ask(db, 4, 0)), "answered");
});

test("an abort cancels the question on the server, even in a slow place", {}, async (db) => {
  for (const wait of [20, 400]) {
    const abort = new AbortController();
    const question = ask(db, 1, 60, { signal: abort.signal });
    await new Promise((resolve) => setTimeout(resolve, wait));
    abort.abort();
    await assert.rejects(question);
    await untilRunning(db, 0);
  }
});

test("an abort at any moment cancels no other statement", {
  poolSize: 4,
  statementTimeout: 30_000,
}, async (db) => {
  let aborted = 0;
  const long = async (value: number) => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), value % 7);
    try {
      const rows = await ask(db, value, (value % 5) / 1000, { signal: abort.signal });
      assert.equal(rows![0]!.value, value);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      assert.ok(abort.signal.aborted, String(error));
      aborted++;
    } finally {
      clearTimeout(timer);
    }
  };
  const short = async (value: number) => {
    const [row] = await run<{ value: number }>(db, sql`select ${value}::int as value`);
    assert.equal(row!.value, value);
  };
  for (let round = 0; round < 10; round++) {
    const values = Array.from({ length: 40 }, (_, i) => round * 40 + i);
    await Promise.all(
      values.flatMap((value) => [long(value), short(value), short(10_000 + value)]),
    );
  }
  assert.ok(aborted > 0);
});

/** Aborts a question after some milliseconds, then asks four short ones and returns their rows. */
async function askAfterAbort(trouble: Trouble, abortAfter: number): Promise<number[]> {
  const proxy = relay(url, trouble);
  const db = connect(proxy.url, { watched: false, statementTimeout: 3000 });
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), abortAfter);
  await assert.rejects(ask(db, 1, 60, { signal: abort.signal }));
  clearTimeout(timer);
  const values: number[] = [];
  for (let i = 0; i < 4; i++) values.push((await ask(db, i, 0))![0]!.value);
  await db.close();
  proxy.stop();
  return values;
}

const troubles: Record<string, [Trouble, number]> = {
  "while its connection opens": [{ slowness: 300 }, 50],
  "that never reaches the server": [{ swallowsCancels: true }, 300],
};
for (const [name, [trouble, abortAfter]] of Object.entries(troubles)) {
  Deno.test({
    name: `questions: an abort ${name} does not affect the next questions`,
    ignore: !onServer,
    fn: async () => assert.deepEqual(await askAfterAbort(trouble, abortAfter), [0, 1, 2, 3]),
  });
}

test("a lost connection is an error, and a new one replaces it", {}, async (db) => {
  const ended = outcome(ask(db, 1, 60));
  await untilRunning(db, 1);
  await run(
    db,
    sql`select pg_terminate_backend(pid) from pg_stat_activity
      where query like '%pg_sleep%' and pid <> pg_backend_pid() and datname = current_database()`,
  );
  assert.match(await ended, /57P01|CONNECTION_CLOSED/);
  for (let i = 0; i < 5; i++) assert.equal((await ask(db, 7, 0.15))![0]!.value, 7);
});
