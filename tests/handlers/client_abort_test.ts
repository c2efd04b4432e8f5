import assert from "node:assert/strict";
import { createApp } from "../../src/app.ts";
import { newClient, onServer, openDatabase } from "../support/client.ts";

Deno.test({
  name: "a client that goes away ends its statement on the server",
  ignore: !onServer,
  fn: async () => {
    const [db, other] = [openDatabase(), openDatabase()];
    const client = await newClient(db);
    const { body: { id } } = await client.post("/v1/batches", { name: "x" });
    const app = createApp({ database: () => db, log() {}, assets: () => assert.fail() });
    const waiting = async () =>
      (await other
        .client`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%key as materialized%'
        and datname = current_database()`).length;
    const until = async (wanted: number) => {
      for (let i = 0; i < 200 && await waiting() !== wanted; i++) {
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      assert.equal(await waiting(), wanted);
    };
    await other.client.begin(async (tx) => {
      await tx`lock table transcripts in access exclusive mode`;
      const abort = new AbortController();
      const headers = { authorization: `Bearer ${client.token}` };
      const answer = app.fetch(
        new Request(`http://callboard.test/v1/batches/${id}`, { headers, signal: abort.signal }),
      );
      await until(1);
      abort.abort();
      await until(0);
      await answer;
    });
    await db.close();
    await other.close();
  },
});
