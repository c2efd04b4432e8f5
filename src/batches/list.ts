import { type SQL, sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { isOverdue } from "../db/counters.ts";
import { batches, batchProgress } from "../db/schema/index.ts";
import type { BatchStatus } from "../domain/batch.ts";
import type { Caller } from "../domain/caller.ts";
import { validKey } from "../keys/valid_key.ts";
import { direction, type SortOrder } from "../listing/sort.ts";
import { batchJson } from "./json.ts";

export type BatchListInput = {
  page: number;
  limit: number;
  status?: BatchStatus;
  search?: string;
  sortBy: "createdAt" | "updatedAt" | "name" | "status";
  sortOrder: SortOrder;
};

const sortKeys: Record<BatchListInput["sortBy"], SQL> = {
  createdAt: sql`${batches.createdAt}`,
  updatedAt: sql`greatest(${batches.updatedAt}, ${batchProgress.updatedAt})`,
  name: sql`${batches.name} collate "C"`,
  status: sql`${batchProgress.status} collate "C"`,
};

export type BatchList = {
  /** The owner of the key; undefined when the key is unknown or revoked. */
  caller: Caller | undefined;
  total: number;
  /** Ids of batches of the workspace with calls that may have to be closed first. */
  overdue: string[];
  /** A JSON array as text. */
  batches: string;
};

/**
 * Returns one page of the batches that the key may read, and the total, in one statement.
 * `waitSignal` ends the wait for a connection.
 */
export async function listBatches(
  db: Database,
  keyHash: string,
  input: BatchListInput,
  waitSignal?: AbortSignal,
): Promise<BatchList> {
  const to = direction(input.sortOrder);
  const offset = (input.page - 1) * input.limit;
  const visible =
    sql`from ${batches} join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
    where ${batches.workspaceId} =
      (select workspace_id from key where 'batches:read' = any(scopes))`;
  const selected = sql`${visible}
    ${input.status ? sql`and ${batchProgress.status} = ${input.status}` : sql``}
    ${input.search ? sql`and strpos(lower(${batches.name}), lower(${input.search})) > 0` : sql``}`;
  const [row] = await run<Caller & Omit<BatchList, "caller">>(
    db,
    sql`with key as materialized (${validKey(sql`${keyHash}`)})
    select workspace_id as "workspaceId", to_json(scopes) as scopes,
      (select count(*)::int ${selected}) as total,
      (select coalesce(json_agg(${batches.id}), '[]') ${visible} and ${isOverdue}) as overdue,
      coalesce((select json_agg(page.json) from (
        select ${batchJson} as json ${selected}
        order by ${sortKeys[input.sortBy]} ${to}, ${batches.id} ${to}
        limit ${input.limit} offset ${offset}) as page), '[]')::text as batches
    from key`,
    {},
    { waitSignal },
  );
  if (!row) return { caller: undefined, total: 0, overdue: [], batches: "[]" };
  const { workspaceId, scopes, total, overdue, batches: page } = row;
  return { caller: { workspaceId, scopes }, total, overdue, batches: page };
}
