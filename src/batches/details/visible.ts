import { sql } from "drizzle-orm";
import { type Database, run } from "../../db/client.ts";
import { param, precompile } from "../../db/statement.ts";
import type { Caller } from "../../domain/caller.ts";
import { validKey } from "../../keys/valid_key.ts";

const statement = precompile(
  "visible batch",
  sql`with key as materialized (${validKey(param("keyHash", "text"))})
  select key.workspace_id as "workspaceId", to_json(key.scopes) as scopes,
    'batches:read' = any(key.scopes) and exists (
      select from batches
      where id = ${param("batchId", "uuid")} and workspace_id = key.workspace_id) as visible
  from key`,
);

/** Finds the owner of the key and whether it may read the batch, before a slow attempt. */
export async function findVisible(
  db: Database,
  keyHash: string,
  batchId: string,
): Promise<{ caller: Caller | undefined; visible: boolean }> {
  const [row] = await run<Caller & { visible: boolean }>(db, statement, { keyHash, batchId });
  if (!row) return { caller: undefined, visible: false };
  const { visible, ...caller } = row;
  return { caller, visible };
}
