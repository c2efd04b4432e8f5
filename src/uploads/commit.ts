import { sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import { runChunk } from "./held_lease.ts";
import { leaseLost, type Upload } from "./lease.ts";

const count = (name: keyof UploadCounts) => param(name, "int");

const commitStatement = precompile(
  "commit upload",
  sql`with lease as (
    delete from uploads
    where batch_id = ${param("batchId", "uuid")} and id = ${param("id", "uuid")}
    returning batch_id, id
  ), upload as (
    insert into upload_results (batch_id, id, created_at, after_position, added, updated,
      duplicate_count, rejected_count)
    select batch_id, id, ${param("createdAt", "timestamptz")}, ${param("size", "int")},
      ${count("added")}, ${count("updated")}, ${count("duplicateCount")}, ${count("rejectedCount")}
    from lease
    returning batch_id, added, updated
  )
  update batch_progress set
    queued = queued + added,
    updated_at = case when added + updated > 0 then clock_timestamp() else updated_at end,
    status = case when status = 'completed' and added > 0 then 'active' else status end
  from upload
  where batch_progress.batch_id = upload.batch_id
  returning 1`,
);

/** What an upload did. */
export type UploadCounts = {
  added: number;
  updated: number;
  duplicateCount: number;
  rejectedCount: number;
};

/** Makes the new calls visible and releases the lease. Throws Busy if the lease is lost. */
export async function commitUpload(
  db: Database,
  { id, batchId, size, createdAt }: Upload,
  { added, updated, duplicateCount, rejectedCount }: UploadCounts,
): Promise<void> {
  const values = { id, batchId, size, createdAt, added, updated, duplicateCount, rejectedCount };
  const committed = await runChunk(db, commitStatement, values);
  if (committed.length === 0) throw leaseLost();
}
