import { sql } from "drizzle-orm";
import { type Answer, jsonText } from "../contract/implement.ts";
import { type Database, run } from "../db/client.ts";
import { callCount, openCount } from "../db/counters.ts";
import { param, precompile } from "../db/statement.ts";
import type { BatchStatus } from "../domain/batch.ts";
import { allowedMoves, isDone, moves } from "../domain/batch_moves.ts";
import { closeIfOverdue } from "../events/close_overdue.ts";
import { notFound, Problem } from "../http/problem.ts";
import { batchJson } from "./json.ts";

/**
 * One update: a batch whose status does not allow the move keeps it. An active batch without open
 * calls is completed.
 */
const statement = precompile(
  "move batch",
  sql`with batches as (
    select * from batches
    where id = ${param("batchId", "uuid")} and workspace_id = ${param("workspaceId", "uuid")}
  ), batch_progress as (
    update batch_progress set
      status = case
        when ${param("to", "text")} = 'active' and ${callCount} > 0 and ${openCount} = 0
          then 'completed'
        else ${param("to", "text")} end,
      started_at = case
        when ${param("to", "text")} = 'active' then coalesce(started_at, clock_timestamp())
        else started_at end,
      updated_at = clock_timestamp()
    from batches
    where batch_progress.batch_id = batches.id
      and batch_progress.status = any(${param("from", "text[]")})
    returning batch_progress.*
  )
  select ${batchJson}::text as json from batches, batch_progress`,
);

const readStatement = precompile(
  "read batch",
  sql`select batch_progress.status, ${batchJson}::text as json
    from batches
    join batch_progress on batch_progress.batch_id = batches.id
    where batches.id = ${param("batchId", "uuid")}
      and batches.workspace_id = ${param("workspaceId", "uuid")}`,
);

/**
 * Moves a batch; returns the contract's Batch. Repeating a move changes nothing. Throws a 404 for
 * an unknown batch, and a 409 `illegal_transition` when its status does not allow the move.
 */
export async function moveBatch(
  db: Database,
  workspaceId: string,
  batchId: string,
  move: keyof typeof moves,
) {
  const { from, to } = moves[move];
  const values = { workspaceId, batchId };
  await closeIfOverdue(db, workspaceId, batchId);
  const [moved] = await db.inTurn(
    [`${workspaceId} ${batchId}`],
    () => run<{ json: string }>(db, statement, { ...values, from: `{${from.join()}}`, to }),
  );
  const [row] = moved
    ? [moved]
    : await run<{ json: string; status: BatchStatus }>(db, readStatement, values);
  if (!row) throw notFound("batch");
  if ("status" in row && !isDone(move, row.status)) throw illegalTransition(row.status);
  return jsonText<Answer<"startBatch">>(row.json);
}

/** 409 that names the status of the batch and the moves that it allows. */
export function illegalTransition(batchStatus: BatchStatus): Problem {
  const allowed = allowedMoves(batchStatus);
  const detail = `The batch is ${batchStatus}, which allows: ${allowed.join(", ")}.`;
  return new Problem("illegal_transition", detail, { batchStatus, allowed });
}
