import { sql } from "drizzle-orm";
import { run } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";

export const changeMetadata: Handler<"changeMetadata"> = async (input, context, reply) => {
  const { db, workspaceId } = context;
  const { path: { batchId }, body } = input;
  const [row] = await run(db, statement, { workspaceId, batchId, change: JSON.stringify(body) });
  if (!row) throw notFound("batch");
  return reply(202, { Location: `/v1/batches/${batchId}/metadata` });
};

const statement = precompile(
  "change metadata",
  sql`update batches
  set metadata = jsonb_strip_nulls(batches.metadata || ${param("change", "jsonb")}),
    updated_at = now()
  where batches.id = ${param("batchId", "uuid")}
    and batches.workspace_id = ${param("workspaceId", "uuid")}
  returning batches.id`,
);
