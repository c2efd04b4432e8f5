import { sql } from "drizzle-orm";
import { jsonText } from "../contract/implement.ts";
import { run } from "../db/client.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";

export const getMetadata: Handler<"getMetadata"> = async ({ path, header }, context, reply) => {
  const [row] = await run<{ metadata: string; hash: string }>(
    context.db.client,
    sql`select metadata::text as metadata, md5(metadata::text) as hash from batches
    where id = ${path.batchId}::uuid and workspace_id = ${context.workspaceId}::uuid`,
  );
  if (!row) throw notFound("batch");
  const ETag = `"${row.hash}"`;
  if (header["If-None-Match"] === ETag) return reply(304, { ETag });
  return reply(200, jsonText(row.metadata), { ETag });
};
