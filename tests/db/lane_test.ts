import { sql } from "drizzle-orm";
import assert from "node:assert/strict";
import { connect, type Database, run, runLong } from "../../src/db/client.ts";
import { Busy } from "../../src/domain/errors.ts";
import { onServer } from "../support/client.ts";
import { relay, type Trouble } from "../support/relay.ts";
import { timeLimit } from "../support/time_limit.ts";

const url = Deno.env.get("TEST_DATABASE_URL")!;

/** Cancelling, locks and timeouts are a server's. */
function test(name: string, options: Parameters<typeof connect>[1], work: (db: Database) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !onServer,
    fn: async () => {
      const db = connect(url, { statementTimeout: timeLimit(5000), ...options });
      await work(db).finally(() => db.close());
    },
  });
}

const number = (value: number, seconds = 0) => sql`select ${value}::int as value, pg_sleep(${seconds}::float)::text`;
const sent = new AbortController().signal;
/** Statements of the lane that the server is still at. */
const running = async (db: Database) =>
  (await run(
    db.client,
    sql`select from pg_stat_activity where query like '%pg_sleep%' and state = 'active'
    and datname = current_database() and pid <> pg_backend_pid()`,
  )).length;

test("an abort ends the statement at the server", { max: 2 }, async (db) => {
  const abort = new AbortController();
  const asked = runLong(db, number(1, 60), {}, abort.signal);
  while (await running(db) === 0);
  abort.abort();
  await assert.rejects(asked, { code: "57014" });
  assert.equal(await running(db), 0);
});

test("one that has gone while it waited is not asked for", { max: 2 }, async (db) => {
  const abort = new AbortController();
  const [first, second] = [runLong(db, number(1, 0.2), {}, sent), runLong(db, number(2, 60), {}, abort.signal)];
  abort.abort();
  await assert.rejects(second, { name: "AbortError" });
  await first;
});

test("aborts at any moment hit no other statement, and every answer reaches who asked", { max: 4 }, async (db) => {
  let aborted = 0;
  const long = async (value: number) => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), value % 7);
    try {
      const [row] = await runLong<{ value: number }>(db, number(value, (value % 5) / 1000), {}, abort.signal);
      assert.equal(row!.value, value);
    } catch (error) {
      const { code, name } = error as { code?: string; name: string };
      assert.ok(code === "57014" || name === "AbortError", `${name} ${code}`);
      assert.ok(abort.signal.aborted);
      aborted++;
    } finally {
      clearTimeout(timer);
    }
  };
  const short = async (value: number) => {
    const [row] = await run<{ value: number }>(db.client, sql`select ${value}::int as value`);
    assert.equal(row!.value, value);
  };
  for (let round = 0; round < 20; round++) {
    const values = Array.from({ length: 40 }, (_, i) => round * 40 + i);
    await Promise.all(values.flatMap((value) => [long(value), short(value), short(1_000_000 + value)]));
  }
  assert.ok(aborted > 0);
});

test("short statements do not wait for long ones, of which there are no more than asked for", {
  max: 4,
  long: 3,
}, async (db) => {
  const abort = new AbortController();
  const asked = Array.from({ length: 6 }, (_, i) => runLong(db, number(i, 60), {}, abort.signal));
  while (await running(db) < 3);
  const answers = await Promise.all(Array.from({ length: 50 }, () => run(db.client, sql`select 1`)));
  assert.equal(answers.length, 50);
  assert.equal(await running(db), 3);
  abort.abort();
  await Promise.allSettled(asked);
});

test("the wait for a turn counts: whoever waits is told so in time, whoever gets one late has the rest", {
  max: 2,
  statementTimeout: timeLimit(1500),
}, async (db) => {
  const outcome = (seconds: number) =>
    runLong(db, number(1, seconds), {}, sent).then(
      () => "answered",
      (error) => error instanceof Busy ? "busy" : error.code,
    );
  const [first, second, ...others] = await Promise.all([outcome(0), outcome(60), outcome(60), outcome(60)]);
  assert.deepEqual([first, second], ["answered", "57014"]);
  assert.ok(others.every((one) => one === "busy" || one === "57014") && others.includes("busy"), String(others));
  assert.equal(await running(db), 0);
  assert.equal(await outcome(0), "answered");
});

/** Asks, goes after so many milliseconds, and then asks for something short, several times. */
async function goAndAskAgain(trouble: Trouble, goneAfter: number): Promise<{ first: string; then: number[] }> {
  const way = relay(url, trouble);
  const db = connect(way.url, { max: 2, statementTimeout: timeLimit(1500) });
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), goneAfter);
  const first = await runLong(db, number(1, 60), {}, abort.signal).then(() => "answered", (error) => error.code);
  clearTimeout(timer);
  const then: number[] = [];
  for (let i = 0; i < 4; i++) then.push((await runLong<{ value: number }>(db, number(i), {}, sent))[0]!.value);
  await db.close();
  way.stop();
  return { first, then };
}

const troubles: Record<string, [Trouble, number]> = {
  "while its connection is being opened": [{ slowness: 300 }, 50],
  // As over TLS, where postgres.js does not say that the server was told.
  "and no one says that the server was told": [{ swallowsCancels: true }, 300],
};
for (const [name, [trouble, goneAfter]] of Object.entries(troubles)) {
  Deno.test({
    name: `an abort ${name} costs the lane nothing`,
    ignore: !onServer,
    fn: async () => {
      assert.deepEqual(await goAndAskAgain(trouble, goneAfter), { first: "57014", then: [0, 1, 2, 3] });
    },
  });
}

test("a lost connection is an error, and a new one takes its place", { max: 2 }, async (db) => {
  const ended = runLong(db, number(1, 60), {}, sent).then(() => "none", (error) => error.code);
  while (await running(db) === 0);
  await run(
    db.client,
    sql`select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()
      and datname = current_database()`,
  );
  assert.match(await ended, /57P01|CONNECTION_CLOSED/);
  const next = () =>
    runLong<{ value: number }>(db, number(7), {}, sent).then(([row]) => row!.value, (error) => error.code);
  await next(); // postgres.js may give the first one on the new connection the error of the lost one
  for (let i = 0; i < 5; i++) assert.equal(await next(), 7);
});
