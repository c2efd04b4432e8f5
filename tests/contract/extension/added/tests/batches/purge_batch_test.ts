import assert from "node:assert/strict";
import { newClient, openDatabase } from "../support/client.ts";
import { lifeCycle } from "../support/life_cycle.ts";
import { smallBatch } from "../support/small_batch.ts";

Deno.test("a purged batch is gone with all that was reported, and no other is", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const [{ batchId }, other] = [await lifeCycle(client), await smallBatch(client)];
  const purged = await client.request("DELETE", `/v1/batches/${batchId}/records`);
  assert.deepEqual([purged.status, purged.text], [204, ""]);
  for (const table of ["calls", "call_events", "transcripts", "batch_progress"]) {
    const rows = await db.client.unsafe(`select from ${table} where batch_id = '${batchId}'`);
    assert.equal(rows.length, 0, table);
  }
  assert.equal((await client.get(`/v1/batches/${batchId}`)).status, 404);
  assert.equal((await client.request("DELETE", `/v1/batches/${batchId}/records`)).status, 404);
  assert.equal((await client.get(`/v1/batches/${other.batchId}`)).body.total, 2);
  await db.close();
});
