import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import type { Retry, Schedule } from "../domain/batch.ts";
import { newId } from "../domain/id.ts";
import { batchJson } from "./json.ts";

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
  const [row] = await run<{ json: string }>(
    db.client,
    sql`with batches as (
      insert into batches (id, workspace_id, name, calling_numbers, retry, schedule, metadata)
      values (${id}::uuid, ${workspaceId}::uuid, ${batch.name}, array(select json_array_elements_text(${
      JSON.stringify(batch.callingNumbers ?? [])
    }::json)), ${orNull(batch.retry)}::jsonb, ${orNull(batch.schedule)}::jsonb, ${
      JSON.stringify(batch.metadata ?? {})
    }::jsonb)
      returning *
    ), batch_progress as (insert into batch_progress (batch_id) select id from batches returning *)
    select ${batchJson}::text as json from batches, batch_progress`,
  );
  return { id, json: row!.json };
}

const orNull = (
  value: unknown,
): string | null => (value === null || value === undefined ? null : JSON.stringify(value));
