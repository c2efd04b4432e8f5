import { sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { batches, batchProgress } from "../db/schema/index.ts";
import type { Retry, Schedule } from "../domain/batch.ts";
import { newId } from "../domain/id.ts";
import { batchJson } from "./call_json.ts";

export type NewBatch = {
  name: string;
  callingNumbers?: string[];
  retry?: Retry | null;
  schedule?: Schedule | null;
  metadata?: Record<string, string>;
};

/** Creates an empty draft batch; gives its id and the contract's Batch as JSON text. */
export async function insertBatch(
  db: Database,
  workspaceId: string,
  batch: NewBatch,
): Promise<{ id: string; json: string }> {
  const id = newId();
  return await db.orm.transaction(async (tx) => {
    await tx.insert(batches).values({
      id,
      workspaceId,
      name: batch.name,
      callingNumbers: batch.callingNumbers ?? [],
      retry: batch.retry ?? null,
      schedule: batch.schedule ?? null,
      metadata: batch.metadata ?? {},
    });
    await tx.insert(batchProgress).values({ batchId: id });
    const [row] = await tx.select({ json: sql<string>`${batchJson}::text` }).from(batches)
      .innerJoin(batchProgress, sql`${batchProgress.batchId} = ${batches.id}`).where(sql`${batches.id} = ${id}`);
    return { id, json: row!.json };
  });
}
