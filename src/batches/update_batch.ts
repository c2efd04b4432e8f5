import { sql } from "drizzle-orm";
import { type Answer, jsonText } from "../contract/implement.ts";
import { run } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import { searchText } from "../domain/search_text.ts";
import type { Handler } from "../http/operation.ts";
import { notFound, Problem } from "../http/problem.ts";
import { closeIfOverdue } from "../events/close_overdue.ts";
import { checkedSchedule } from "./check_schedule.ts";
import { batchJson } from "./json.ts";

const changes = param("changes", "jsonb");
const changesRetry = sql`(${changes} ? 'retry'
  and nullif(${changes} -> 'retry', 'null') is distinct from batches.retry)`;

/** The lock of the progress comes first: an event cannot start the batch meanwhile. */
const statement = precompile(
  "update batch",
  sql`with progress as materialized (
    select batch_progress.*
    from batch_progress
    join batches on batches.id = batch_progress.batch_id
    where batches.id = ${param("batchId", "uuid")}
      and batches.workspace_id = ${param("workspaceId", "uuid")}
    for update of batch_progress
  ), updated as (
    update batches set
      name = coalesce(${changes} ->> 'name', batches.name),
      search_text = coalesce(${param("searchText", "text")}, batches.search_text),
      calling_numbers = case when ${changes} ? 'callingNumbers'
        then array(select jsonb_array_elements_text(${changes} -> 'callingNumbers'))
        else batches.calling_numbers end,
      retry = case when ${changes} ? 'retry'
        then nullif(${changes} -> 'retry', 'null') else batches.retry end,
      schedule = case when ${changes} ? 'schedule'
        then nullif(${changes} -> 'schedule', 'null') else batches.schedule end,
      max_call_seconds =
        coalesce((${changes} ->> 'maxCallSeconds')::int, batches.max_call_seconds),
      metadata = coalesce(${changes} -> 'metadata', batches.metadata),
      updated_at = clock_timestamp()
    from progress
    where batches.id = progress.batch_id and (progress.status = 'draft' or not ${changesRetry})
    returning batches.*
  ), overdue as (
    -- The next read finds out when calls are overdue by the new setting.
    update batch_progress set overdue_at = least(overdue_at, statement_timestamp())
    from updated
    where batch_progress.batch_id = updated.id and ${changes} ? 'maxCallSeconds'
      and batch_progress.overdue_at is not null
  )
  select (
    select ${batchJson}::text from updated as batches, progress as batch_progress
  ) as json
  from progress`,
);

export const updateBatch: Handler<"updateBatch"> = async ({ path, body }, context, reply) => {
  const { db, workspaceId } = context;
  const { batchId } = path;
  const changes = {
    ...body,
    ...(body.schedule ? { schedule: checkedSchedule(body.schedule) } : {}),
  };
  await closeIfOverdue(db, workspaceId, batchId);
  const [batch] = await db.inTurn(
    [`${workspaceId} ${batchId}`],
    () =>
      run<{ json: string | null }>(db, statement, {
        workspaceId,
        batchId,
        changes: JSON.stringify(changes),
        searchText: body.name === undefined ? null : searchText([body.name]),
      }),
  );
  if (!batch) throw notFound("batch");
  if (batch.json === null) throw new Problem("retry_fixed");
  return reply(200, jsonText<Answer<"updateBatch">>(batch.json));
};
