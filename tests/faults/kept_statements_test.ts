/**
 * A statement that Postgres keeps by name fails once when its table has changed since. The driver
 * sends it again, and mixes it up with those that it has sent along meanwhile.
 */
import assert from "node:assert/strict";
import { startCluster } from "../support/cluster.ts";
import { askKept, open } from "./database.ts";
import { deadline, timeScale } from "./http.ts";

const cluster = await startCluster();
const ignore = !cluster;

Deno.test(
  "callers at the same time have their own rows after a change of the table",
  { ignore },
  async () => {
    const table = "changing";
    await cluster!.query(
      `create table ${table} as select 1 as one; grant select on ${table} to public`,
      "callboard",
    );
    const db = open(cluster!.url);
    const ask = (number: number) =>
      deadline(askKept(db, table, number), 5000 * timeScale).then(
        (rows) => rows.map(({ value }) => value),
        (error) => error.code ?? error.message,
      );
    try {
      for (let round = 1; round <= 3; round++) {
        assert.deepEqual(await ask(0), [0]);
        await cluster!.query(`alter table ${table} add column added_${round} int`, "callboard");
        const numbers = Array.from({ length: 8 }, (_, i) => round * 100 + i);
        assert.deepEqual(await Promise.all(numbers.map(ask)), numbers.map((number) => [number]));
      }
    } finally {
      await db.close();
    }
  },
);

Deno.test("the cluster of these tests ends", { ignore }, () => cluster!.close());
