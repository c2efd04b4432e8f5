/** Cancelling, locks and timeouts need a server. */
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

/** A question that takes so many seconds, then answers with its number. */
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
const outcome = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error) => error instanceof Overloaded ? error.by : error.code ?? error.name,
  );

/** Questions that the server works on. */
const running = async (db: Database) =>
  (await run(
    db,
    sql`select from pg_stat_activity where query like '%pg_sleep%' and state = 'active'
    and datname = current_database() and pid <> pg_backend_pid()`,
  )).length;

/** Counts the connections of the slow places that work, once the quick tries are over. */
async function settled(db: Database, count: number): Promise<void> {
  for (let same = 0; same < 3;) {
    same = await running(db) === count ? same + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

test("a slow one is answered from a slow place", {}, async (db) => {
  assert.deepEqual((await ask(db, 7, 0.3))?.map(({ value }) => value), [7]);
});

test("who may not see the answer gets no slow place", {}, async (db) => {
  assert.equal(await ask(db, 7, 60, { admitted: false }), undefined);
  assert.equal(await running(db), 0);
});

test("a workspace has its share of the slow places, and another one the rest", {
  slowQuestions: 4,
  slowQuestionsPerWorkspace: 2,
  statementTimeout: 30_000,
}, async (db) => {
  const abort = new AbortController();
  const { signal } = abort;
  const asked = [1, 2, 3, 4, 5, 6].map((i) => ask(db, i, 60, { signal }));
  await settled(db, 2);
  assert.deepEqual((await ask(db, 8, 0.3, { tenant: other }))?.[0]?.value, 8);
  assert.deepEqual((await ask(db, 9, 0))?.[0]?.value, 9); // a quick one of its own
  abort.abort();
  await Promise.allSettled(asked);
});

test("short statements never wait for slow questions", {
  poolSize: 4,
  slowQuestions: 2,
  slowQuestionsPerWorkspace: 2,
  statementTimeout: 30_000,
}, async (db) => {
  const abort = new AbortController();
  const asked = [1, 2, 3, 4, 5, 6].map((i) => ask(db, i, 60, { signal: abort.signal }));
  await settled(db, 2);
  const answers = await Promise.all(Array.from({ length: 50 }, () => run(db, sql`select 1`)));
  assert.equal(answers.length, 50);
  abort.abort();
  await Promise.allSettled(asked);
});

test("its own excess is told from the server's, and both in time", {
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

test("an abort ends the question at the server, in a slow place too", {}, async (db) => {
  for (const wait of [20, 400]) {
    const abort = new AbortController();
    const asked = ask(db, 1, 60, { signal: abort.signal });
    await new Promise((resolve) => setTimeout(resolve, wait));
    abort.abort();
    await assert.rejects(asked);
    await settled(db, 0);
  }
});

test("aborts at any moment reach no other statement, and every answer its caller", {
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

/** Asks, goes after so many milliseconds, and then asks for something short, several times. */
async function goAndAskAgain(trouble: Trouble, goneAfter: number): Promise<number[]> {
  const way = relay(url, trouble);
  const db = connect(way.url, { watched: false, statementTimeout: 3000 });
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), goneAfter);
  await assert.rejects(ask(db, 1, 60, { signal: abort.signal }));
  clearTimeout(timer);
  const then: number[] = [];
  for (let i = 0; i < 4; i++) then.push((await ask(db, i, 0))![0]!.value);
  await db.close();
  way.stop();
  return then;
}

const troubles: Record<string, [Trouble, number]> = {
  "while its connection opens": [{ slowness: 300 }, 50],
  "of which the server never hears": [{ swallowsCancels: true }, 300],
};
for (const [name, [trouble, goneAfter]] of Object.entries(troubles)) {
  Deno.test({
    name: `questions: an abort ${name} costs the next ones nothing`,
    ignore: !onServer,
    fn: async () => assert.deepEqual(await goAndAskAgain(trouble, goneAfter), [0, 1, 2, 3]),
  });
}

test("a lost connection is an error, and another takes its place", {}, async (db) => {
  const ended = outcome(ask(db, 1, 60));
  await settled(db, 1);
  await run(
    db,
    sql`select pg_terminate_backend(pid) from pg_stat_activity
      where query like '%pg_sleep%' and pid <> pg_backend_pid() and datname = current_database()`,
  );
  assert.match(await ended, /57P01|CONNECTION_CLOSED/);
  for (let i = 0; i < 5; i++) assert.equal((await ask(db, 7, 0.15))![0]!.value, 7);
});
