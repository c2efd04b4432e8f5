import assert from "node:assert/strict";
import type { Client } from "./client.ts";
import type { Ids } from "./operations.ts";
import type { Node } from "./oracle.ts";

/** The first call of the batch that was never dialled. */
export async function undialed(client: Client, { batchId }: Ids): Promise<Ids> {
  const filter = '{"callStatus":"queued","attempts":0}';
  const { body } = await client.get(`/v1/batches/${batchId}`, { filter, sortOrder: "asc" });
  return { callId: body.calls[0].id };
}

/** Reports events of a call, each by its type, a second after the one before. */
export async function report(
  client: Client,
  { batchId, callId }: Ids,
  types: string[],
  details: Node = {},
): Promise<void> {
  const events = types.map((type, i) => ({
    id: `${type} ${details.attempt ?? 1}`,
    batchId,
    callId,
    type,
    at: `2026-01-01T00:0${details.attempt ?? 1}:0${i}Z`,
    ...details,
  }));
  const { status, text } = await client.post("/v1/call-events", { events });
  assert.equal(status, 200, text);
}
