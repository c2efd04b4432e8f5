import assert from "node:assert/strict";
import type { Client } from "./client.ts";
import type { Ids } from "./operations.ts";

/** Creates a batch of two calls. */
export async function smallBatch(client: Client): Promise<Ids> {
  const { body: { id: batchId } } = await client.post("/v1/batches", { name: "of its own" });
  const contacts = [{ phoneNumber: "+12025550130" }, { phoneNumber: "+12025550131" }];
  assert.equal((await client.post(`/v1/batches/${batchId}/calls`, contacts)).status, 201);
  const { body: { calls } } = await client.get(`/v1/batches/${batchId}`);
  return { batchId, callId: calls[0].id };
}
