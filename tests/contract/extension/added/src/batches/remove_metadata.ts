import { sql } from "drizzle-orm";
import { run } from "../db/client.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";

export const removeMetadata: Handler<"removeMetadata"> = async (input, context, reply) => {
  const { path, body } = input;
  const names = sql`array(select json_array_elements_text(${JSON.stringify(body.names)}::json))`;
  const [row] = await run(
    context.db.client,
    sql`update batches set metadata = metadata - ${names}, updated_at = now()
    where id = ${path.batchId}::uuid and workspace_id = ${context.workspaceId}::uuid
    returning id`,
  );
  if (!row) throw notFound("batch");
  return reply(204);
};
