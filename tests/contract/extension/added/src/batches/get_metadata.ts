import { sql } from "drizzle-orm";
import { jsonText } from "../contract/implement.ts";
import { run } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";

export const getMetadata: Handler<"getMetadata"> = async ({ path, header }, context, reply) => {
  const { db, workspaceId } = context;
  const [row] = await run<{ metadata: string; hash: string }>(db, statement, {
    workspaceId,
    batchId: path.batchId,
  });
  if (!row) throw notFound("batch");
  const ETag = `"${row.hash}"`;
  if (header["If-None-Match"] === ETag) return reply(304, { ETag });
  return reply(200, jsonText(row.metadata), { ETag });
};

const statement = precompile(
  "get metadata",
  sql`select batches.metadata::text as metadata, md5(batches.metadata::text) as hash
  from batches
  where batches.id = ${param("batchId", "uuid")}
    and batches.workspace_id = ${param("workspaceId", "uuid")}`,
);
