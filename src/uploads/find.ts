import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { utc } from "../db/json.ts";
import { batches, uploadResults } from "../db/schema/index.ts";
import { param, precompile } from "../db/statement.ts";

const after = sql`${uploadResults.after}`;
const added = sql`${uploadResults.added}`;

const statement = precompile(
  "find upload",
  sql`select json_build_object(
      'id', ${uploadResults.id},
      'batchId', ${uploadResults.batchId},
      'createdAt', ${utc(uploadResults.createdAt)},
      'firstPosition', case when ${added} > 0 then ${after} + 1 end,
      'lastPosition', case when ${added} > 0 then ${after} + ${added} end,
      'added', ${added},
      'updated', ${uploadResults.updated},
      'duplicateCount', ${uploadResults.duplicateCount},
      'rejectedCount', ${uploadResults.rejectedCount})::text as upload
    from ${batches}
    join ${uploadResults} on ${uploadResults.batchId} = ${batches.id}
    where ${batches.id} = ${param("batchId", "uuid")}
      and ${batches.workspaceId} = ${param("workspaceId", "uuid")}
      and ${uploadResults.id} = ${param("uploadId", "uuid")}`,
);

/** The contract's Upload as JSON text; undefined if the workspace has no such upload. */
export async function findUpload(
  db: Database,
  workspaceId: string,
  batchId: string,
  uploadId: string,
): Promise<string | undefined> {
  const values = { workspaceId, batchId, uploadId };
  const [row] = await run<{ upload: string }>(db, statement, values);
  return row?.upload;
}
