/** Batches of simple calls, and their counters, stored and recounted. */
import { sql } from "drizzle-orm";
import { type Database, run } from "../../src/db/client.ts";
import type { CallStatus } from "../../src/domain/call.ts";
import type { Client } from "./client.ts";

/** Creates a batch with this many calls; returns their ids by position. */
export async function newBatch(
  client: Client,
  size: number,
  settings: Record<string, unknown> = {},
): Promise<{ batchId: string; callIds: string[] }> {
  const { body: { id: batchId } } = await client.post("/v1/batches", {
    name: "campaign",
    ...settings,
  });
  const contacts = Array.from(
    { length: size },
    (_, i) => ({ phoneNumber: `+1202${5550000 + i}`, plan: "gold" }),
  );
  const added = await client.post(`/v1/batches/${batchId}/calls`, contacts);
  if (added.status !== 201) throw new Error(added.text);
  const callIds: string[] = [];
  for (let page = 1; callIds.length < size; page++) {
    const { body } = await client.get(`/v1/batches/${batchId}`, {
      limit: 100,
      sortOrder: "asc",
      page,
      include: "",
    });
    callIds.push(...body.calls.map(({ id }: { id: string }) => id));
  }
  return { batchId, callIds };
}

type Counts = Record<CallStatus, number>;

/** The stored counters of a batch. */
export async function counters(db: Database, batchId: string): Promise<Counts> {
  const [row] = await run<Counts>(
    db,
    sql`select queued, initiated, ringing, in_progress as "in-progress", completed, busy,
        no_answer as "no-answer", failed, canceled
      from batch_progress where batch_id = ${batchId}::uuid`,
  );
  return { ...row! };
}

/** The counters of a batch, counted from its calls. */
export async function recount(db: Database, batchId: string): Promise<Counts> {
  const count = (status: string) => sql`count(*) filter (where status = ${status})::int`;
  const [row] = await run<Counts>(
    db,
    sql`select ${count("queued")} as queued, ${count("initiated")} as initiated, ${
      count("ringing")
    } as ringing,
      ${count("in-progress")} as "in-progress", ${count("completed")} as completed, ${
      count("busy")
    } as busy,
      ${count("no-answer")} as "no-answer", ${count("failed")} as failed, ${
      count("canceled")
    } as canceled
      from calls where batch_id = ${batchId}::uuid`,
  );
  return { ...row! };
}
