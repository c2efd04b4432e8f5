import { sql } from "drizzle-orm";
import { run } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";

export const removeMetadata: Handler<"removeMetadata"> = async (input, context, reply) => {
  const { db, workspaceId } = context;
  const { path: { batchId }, body } = input;
  const names = JSON.stringify(body.names);
  const [row] = await run(db, statement, { workspaceId, batchId, names });
  if (!row) throw notFound("batch");
  return reply(204);
};

const statement = precompile(
  "remove metadata",
  sql`update batches
  set metadata = batches.metadata
      - array(select json_array_elements_text(${param("names", "json")})),
    updated_at = now()
  where batches.id = ${param("batchId", "uuid")}
    and batches.workspace_id = ${param("workspaceId", "uuid")}
  returning batches.id`,
);
