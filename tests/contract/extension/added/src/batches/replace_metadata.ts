import { sql } from "drizzle-orm";
import { jsonText } from "../contract/implement.ts";
import { run } from "../db/client.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";

export const replaceMetadata: Handler<"replaceMetadata"> = async (input, context, reply) => {
  const { path, body } = input;
  const [row] = await run<{ metadata: string }>(
    context.db.client,
    sql`update batches set metadata = ${JSON.stringify(body)}::jsonb, updated_at = now()
    where id = ${path.batchId}::uuid and workspace_id = ${context.workspaceId}::uuid
    returning metadata::text as metadata`,
  );
  if (!row) throw notFound("batch");
  return reply(200, jsonText(row.metadata));
};
