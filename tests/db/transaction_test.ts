import { sql } from "drizzle-orm";
import assert from "node:assert/strict";
import { connect, type Connection, run } from "../../src/db/client.ts";
import { newId } from "../../src/domain/id.ts";
import { onServer, openDatabase } from "../support/client.ts";

const insert = (tx: Connection, id: string) =>
  run(tx, sql`insert into workspaces (id, name) values (${id}::uuid, 'transaction')`);
const exists = async (db: Connection, id: string) =>
  (await run(db, sql`select 1 as found from workspaces where id = ${id}::uuid`)).length === 1;

Deno.test("a transaction commits, or rolls back when its work throws", async () => {
  const db = openDatabase();
  const [committed, rolledBack] = [newId(), newId()];
  assert.equal(await db.transaction((tx) => insert(tx, committed).then(() => 5)), 5);
  const work = (tx: Connection) =>
    insert(tx, rolledBack).then(() => Promise.reject(new TypeError("failed work")));
  await assert.rejects(db.transaction(work), /failed work/);
  assert.deepEqual([await exists(db, committed), await exists(db, rolledBack)], [true, false]);
  await db.close();
});

Deno.test({
  name: "a transaction that loses its connection fails, whatever its work sends next",
  ignore: !onServer,
  fn: async () => {
    const db = openDatabase();
    for (let round = 0; round < 5; round++) {
      const id = newId();
      const work = async (tx: Connection) => {
        await insert(tx, id);
        const [{ pid }] = await run<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`) as [
          { pid: number },
        ];
        await run(db, sql`select pg_terminate_backend(${pid}::int)`);
        await run(tx, sql`select 1`).catch(() => {});
        await run(tx, sql`select 2`);
      };
      await assert.rejects(db.transaction(work));
      assert.equal(await exists(db, id), false);
    }
    await db.close();
  },
});

Deno.test({
  name: "the time limit of a transaction applies only to its statements",
  ignore: !onServer,
  fn: async () => {
    const db = openDatabase();
    const sleep = (tx: Connection) => run(tx, sql`select pg_sleep(2)`);
    const setting = { text: "select current_setting('statement_timeout') as timeout" };
    const before = await db.send(setting);
    await assert.rejects(db.transaction(sleep, 50), { code: "57014" });
    assert.deepEqual(await db.send(setting), before);
    assert.notDeepEqual(before, [{ timeout: "50ms" }]);
    await db.close();
  },
});

Deno.test("a last statement that commits is committed, or rolled back if it fails", async () => {
  const db = openDatabase();
  const ids = [newId(), newId(), newId()];
  const commits = { commits: true };
  await db.transaction(async (tx) => {
    await insert(tx, ids[0]!);
    await run(tx, sql`select 1`, {}, commits);
  });
  const failing = async (tx: Connection) => {
    await insert(tx, ids[1]!);
    await run(tx, sql`select 1 / (select 0)`, {}, commits);
  };
  await assert.rejects(db.transaction(failing), { code: "22012" });
  await db.transaction((tx) => insert(tx, ids[2]!));
  assert.deepEqual(await Promise.all(ids.map((id) => exists(db, id))), [true, false, true]);
  await db.close();
});

Deno.test({
  name: "a wait for a connection ends with its signal, and nothing is sent",
  ignore: !onServer,
  fn: async () => {
    const db = connect(Deno.env.get("TEST_DATABASE_URL")!, { poolSize: 1, watched: false });
    const id = newId();
    const gone = new AbortController();
    let waiting: Promise<unknown>;
    await db.transaction(async (tx) => {
      waiting = run(
        db,
        sql`insert into workspaces (id, name) values (${id}::uuid, 'gone') returning id`,
        {},
        { waitSignal: gone.signal },
      );
      waiting.catch(() => {});
      await run(tx, sql`select 1`);
      gone.abort();
    });
    await assert.rejects(waiting!, { name: "AbortError" });
    assert.equal(await exists(db, id), false);
    await db.close();
  },
});
