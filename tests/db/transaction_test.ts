import { sql } from "drizzle-orm";
import assert from "node:assert/strict";
import { type Connection, run } from "../../src/db/client.ts";
import { newId } from "../../src/domain/id.ts";
import { onServer, openDatabase } from "../support/client.ts";

const insert = (tx: Connection, id: string) =>
  run(tx, sql`insert into workspaces (id, name) values (${id}::uuid, 'transaction')`);
const isThere = async (db: Connection, id: string) =>
  (await run(db, sql`select 1 as found from workspaces where id = ${id}::uuid`)).length === 1;

Deno.test("a transaction is kept when its work succeeds and rolled back when it throws", async () => {
  const db = openDatabase();
  const [kept, undone] = [newId(), newId()];
  assert.equal(await db.transaction((tx) => insert(tx, kept).then(() => 5)), 5);
  const work = (tx: Connection) =>
    insert(tx, undone).then(() => Promise.reject(new TypeError("mine")));
  await assert.rejects(db.transaction(work), /mine/);
  assert.deepEqual([await isThere(db, kept), await isThere(db, undone)], [true, false]);
  await db.close();
});

Deno.test({
  name: "a transaction that loses its connection is over, whatever its work still sends",
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
      assert.equal(await isThere(db, id), false);
    }
    await db.close();
  },
});

Deno.test({
  name: "a time limit of a transaction holds for its statements and for no other",
  ignore: !onServer,
  fn: async () => {
    const db = openDatabase();
    const sleep = (tx: Connection) => run(tx, sql`select pg_sleep(2)`);
    await assert.rejects(db.transaction(sleep, 50), { code: "57014" });
    const shown = "select current_setting('statement_timeout') as timeout";
    assert.deepEqual(await db.send({ text: shown }), [{ timeout: "30s" }]);
    await db.close();
  },
});
