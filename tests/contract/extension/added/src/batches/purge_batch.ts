import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";

export const purgeBatch: Handler<"purgeBatch"> = async ({ path }, context, reply) => {
  const deleted = await remove(context.db, context.workspaceId, path.batchId);
  if (!deleted) throw notFound("batch");
  return reply(204);
};

/** Locks the counters of the batch first, like writers of events. */
const statement = precompile(
  "purge batch",
  sql`with held as (
    select batch_progress.batch_id
    from batch_progress
    join batches on batches.id = batch_progress.batch_id
    where batches.id = ${param("batchId", "uuid")}
      and batches.workspace_id = ${param("workspaceId", "uuid")}
    for update of batch_progress
  ), deleted_uploads as (
    delete from uploads using held where uploads.batch_id = held.batch_id
  ), deleted_results as (
    delete from upload_results using held where upload_results.batch_id = held.batch_id
  ), deleted_updates as (
    delete from staged_updates using held where staged_updates.batch_id = held.batch_id
  ), deleted_transcripts as (
    delete from transcripts using held where transcripts.batch_id = held.batch_id
  ), deleted_events as (
    delete from call_events using held where call_events.batch_id = held.batch_id
  ), deleted_calls as (
    delete from calls using held where calls.batch_id = held.batch_id
  ), deleted_progress as (
    delete from batch_progress using held where batch_progress.batch_id = held.batch_id
  )
  delete from batches
  using held
  where batches.id = held.batch_id
  returning batches.id`,
);

async function remove(db: Database, workspaceId: string, batchId: string): Promise<boolean> {
  return (await run(db, statement, { workspaceId, batchId })).length > 0;
}
