import { sql } from "drizzle-orm";
import { jsonText } from "../contract/implement.ts";
import { run } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";

export const replaceMetadata: Handler<"replaceMetadata"> = async (input, context, reply) => {
  const { db, workspaceId } = context;
  const [row] = await run<{ metadata: string }>(db, statement, {
    workspaceId,
    batchId: input.path.batchId,
    metadata: JSON.stringify(input.body),
  });
  if (!row) throw notFound("batch");
  return reply(200, jsonText(row.metadata));
};

const statement = precompile(
  "replace metadata",
  sql`update batches
  set metadata = ${param("metadata", "jsonb")}, updated_at = now()
  where batches.id = ${param("batchId", "uuid")}
    and batches.workspace_id = ${param("workspaceId", "uuid")}
  returning batches.metadata::text as metadata`,
);
