import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import type { Retry, Schedule } from "../domain/batch.ts";
import { searchText } from "../domain/search_text.ts";
import type { UniqueBy } from "../domain/unique_by.ts";
import { newId } from "../domain/id.ts";
import { batchJson } from "./json.ts";

export type NewBatch = {
  name: string;
  callingNumbers?: string[];
  retry?: Retry | null;
  schedule?: Schedule | null;
  uniqueBy?: UniqueBy;
  /** From 60 to 604,800; 4 hours by default. */
  maxCallSeconds?: number;
  metadata?: Record<string, string>;
};

const statement = precompile(
  "insert batch",
  sql`with batches as (
    insert into batches (id, workspace_id, name, calling_numbers, retry, schedule, unique_by,
      max_call_seconds, metadata, search_text)
    values (
      ${param("id", "uuid")},
      ${param("workspaceId", "uuid")},
      ${param("name", "text")},
      array(select json_array_elements_text(${param("callingNumbers", "json")})),
      ${param("retry", "jsonb")},
      ${param("schedule", "jsonb")},
      ${param("uniqueBy", "text")},
      ${param("maxCallSeconds", "int")},
      ${param("metadata", "jsonb")},
      ${param("searchText", "text")})
    returning *
  ), batch_progress as (
    insert into batch_progress (batch_id) select id from batches returning *
  )
  select ${batchJson}::text as json from batches, batch_progress`,
);

/** Creates an empty draft batch; returns its id and the contract's Batch as JSON text. */
export async function insertBatch(
  db: Database,
  workspaceId: string,
  batch: NewBatch,
): Promise<{ id: string; json: string }> {
  const { name, callingNumbers = [], retry, schedule, metadata = {} } = batch;
  const { uniqueBy = "phoneNumber", maxCallSeconds = 14_400 } = batch;
  const id = newId();
  const values = {
    id,
    workspaceId,
    name,
    callingNumbers: JSON.stringify(callingNumbers),
    retry: orNull(retry),
    schedule: orNull(schedule),
    uniqueBy,
    maxCallSeconds,
    metadata: JSON.stringify(metadata),
    searchText: searchText([name]),
  };
  const [row] = await run<{ json: string }>(db, statement, values);
  return { id, json: row!.json };
}

const orNull = (value: object | null | undefined): string | null =>
  value ? JSON.stringify(value) : null;
