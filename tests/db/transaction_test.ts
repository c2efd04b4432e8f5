import { sql } from "drizzle-orm";
import assert from "node:assert/strict";
import { type Connection, run } from "../../src/db/client.ts";
import { transaction } from "../../src/db/transaction.ts";
import { newId } from "../../src/domain/id.ts";
import { onServer, openDatabase } from "../support/client.ts";

const insert = (tx: Connection, id: string) =>
  run(tx, sql`insert into workspaces (id, name) values (${id}::uuid, 'transaction')`);
const isThere = async (db: { client: Connection }, id: string) =>
  (await run(db.client, sql`select 1 as found from workspaces where id = ${id}::uuid`)).length ===
    1;

Deno.test("transaction: kept when the work is done, undone when it throws", async () => {
  const db = openDatabase();
  const [kept, undone] = [newId(), newId()];
  assert.equal(await transaction(db, (tx) => insert(tx, kept).then(() => 5)), 5);
  const work = (tx: Connection) =>
    insert(tx, undone).then(() => Promise.reject(new TypeError("mine")));
  await assert.rejects(transaction(db, work), /mine/);
  assert.deepEqual([await isThere(db, kept), await isThere(db, undone)], [true, false]);
  await db.close();
});

/** What may happen after the server has ended the connection; without `transaction` each of these ends the process. */
const afterwards: Record<string, (tx: Connection) => Promise<unknown>> = {
  "the work goes on": (tx) => run(tx, sql`select 1`),
  "the work throws": () => Promise.reject(new TypeError("mine")),
  "the work returns": () => Promise.resolve(5),
};
for (const [name, next] of Object.entries(afterwards)) {
  Deno.test({
    name: `transaction: a lost connection is an error and no more: ${name}`,
    ignore: !onServer,
    async fn() {
      const db = openDatabase();
      const id = newId();
      const ended = Promise.withResolvers<void>();
      const work = async (tx: Connection) => {
        await insert(tx, id);
        const [{ pid }] = await run<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`) as [
          { pid: number },
        ];
        await run(db.client, sql`select pg_terminate_backend(${pid}::int)`);
        await ended.promise;
        return await next(tx);
      };
      await assert.rejects(transaction(db, work), { code: "CONNECTION_CLOSED" });
      ended.resolve();
      await new Promise((resolve) => setTimeout(resolve, 20)); // for what would be written from a timer
      assert.equal(await isThere(db, id), false);
      await db.close();
    },
  });
}
