import assert from "node:assert/strict";
import { newClient, openDatabase } from "../support/client.ts";
import { lifeCycle } from "../support/life_cycle.ts";
import type { Node } from "../support/oracle.ts";

Deno.test("all calls of a batch are streamed in order, each as batch details show it", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { body: { id } } = await client.post("/v1/batches", { name: "long" });
  const contacts = Array.from({ length: 1201 }, (_, i) => ({ phoneNumber: `+${12025550000 + i}` }));
  await client.post(`/v1/batches/${id}/calls`, contacts);
  const { status, headers, body } = await client.get(`/v1/batches/${id}/calls`);
  assert.deepEqual([status, headers.get("content-type")], [200, "application/x-ndjson"]);
  assert.deepEqual(body.map(({ position }: Node) => position), contacts.map((_, i) => i + 1));
  const { batchId } = await lifeCycle(client);
  const page = await client.get(`/v1/batches/${batchId}`, { sortOrder: "asc" });
  assert.deepEqual((await client.get(`/v1/batches/${batchId}/calls`)).body, page.body.calls);
  const done = await client.get(`/v1/batches/${batchId}/calls`, { callStatus: "completed" });
  assert.deepEqual(done.body.map(({ position }: Node) => position), [5]);
  const none = await client.get(`/v1/batches/${batchId}/calls`, { callStatus: "busy" });
  assert.deepEqual([none.status, none.text], [200, ""]);
  await db.close();
});
