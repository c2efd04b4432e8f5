import { sql } from "drizzle-orm";
import { run } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import type { BatchStatus } from "../domain/batch.ts";
import { deletable } from "../domain/batch_moves.ts";
import { closeIfOverdue } from "../events/close_overdue.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";
import { illegalTransition } from "./move.ts";

/** A deleted batch belongs to no workspace, so no statement finds it any more. */
const statement = precompile(
  "delete batch",
  sql`with progress as materialized (
    select batch_progress.batch_id, batch_progress.status
    from batch_progress
    join batches on batches.id = batch_progress.batch_id
    where batches.id = ${param("batchId", "uuid")}
      and batches.workspace_id = ${param("workspaceId", "uuid")}
    for update of batch_progress
  ), deleted as (
    update batches set
      workspace_id = null, deleted_workspace_id = workspace_id, deleted_at = clock_timestamp()
    from progress
    where batches.id = progress.batch_id
      and progress.status = any(${param("deletable", "text[]")})
  )
  select status from progress`,
);

export const deleteBatch: Handler<"deleteBatch"> = async ({ path }, context, reply) => {
  const { db, workspaceId } = context;
  const { batchId } = path;
  const values = { workspaceId, batchId, deletable: `{${deletable.join()}}` };
  await closeIfOverdue(db, workspaceId, batchId);
  const [batch] = await db.inTurn(
    [`${workspaceId} ${batchId}`],
    () => run<{ status: BatchStatus }>(db, statement, values),
  );
  if (!batch) throw notFound("batch");
  if (!deletable.includes(batch.status)) throw illegalTransition(batch.status);
  return reply(204);
};
