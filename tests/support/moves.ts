/** Batches in every status. */
import assert from "node:assert/strict";
import type { Client } from "./client.ts";
import type { Ids } from "./operations.ts";
import { smallBatch } from "./small_batch.ts";

/** A batch of two calls after moves, each of which must succeed. */
export async function batchAfter(client: Client, moves: string[]): Promise<Ids> {
  const ids = await smallBatch(client);
  for (const move of moves) {
    const { status, text } = await client.post(`/v1/batches/${ids.batchId}/${move}`);
    assert.equal(status, 200, text);
  }
  return ids;
}

/** Ends every call of a batch. */
export async function endCalls(client: Client, batchId: string): Promise<void> {
  const { body: { calls } } = await client.get(`/v1/batches/${batchId}`, { limit: 100 });
  const events = (calls as { id: string }[]).map(({ id: callId }) => (
    { id: "end", batchId, callId, type: "completed", at: "2026-03-01T10:00:00Z" }
  ));
  assert.equal((await client.post("/v1/call-events", { events })).status, 200);
}

export async function completedBatch(client: Client): Promise<Ids> {
  const ids = await smallBatch(client);
  await endCalls(client, ids.batchId!);
  return ids;
}
