import assert from "node:assert/strict";
import type { Client } from "./client.ts";
import type { Ids } from "./operations.ts";

/** Uploads a number to a batch; returns the upload's id. */
export async function upload(client: Client, batchId: string, phoneNumber: string) {
  const { status, body } = await client.post(`/v1/batches/${batchId}/calls`, [{ phoneNumber }]);
  assert.deepEqual([status, body.added], [201, 1]);
  return body.uploadId as string;
}

/** A new batch with one upload. */
export async function newUpload(client: Client): Promise<Ids> {
  const { body: { id: batchId } } = await client.post("/v1/batches", { name: "uploaded" });
  return { batchId, uploadId: await upload(client, batchId, "+12025550188") };
}
