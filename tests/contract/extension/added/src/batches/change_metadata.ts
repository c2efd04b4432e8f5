import { sql } from "drizzle-orm";
import { run } from "../db/client.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";

export const changeMetadata: Handler<"changeMetadata"> = async (input, context, reply) => {
  const { path, body } = input;
  const [row] = await run(
    context.db.client,
    sql`update batches set updated_at = now(),
      metadata = jsonb_strip_nulls(metadata || ${JSON.stringify(body)}::jsonb)
    where id = ${path.batchId}::uuid and workspace_id = ${context.workspaceId}::uuid
    returning id`,
  );
  if (!row) throw notFound("batch");
  return reply(202, { Location: `/v1/batches/${path.batchId}/metadata` });
};
