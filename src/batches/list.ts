import { type SQL, sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { batches, batchProgress } from "../db/schema/index.ts";
import type { BatchStatus } from "../domain/batch.ts";
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

/** Returns one page of the workspace's batches as JSON text, and the total. */
export async function listBatches(
  db: Database,
  workspaceId: string,
  input: BatchListInput,
): Promise<{ total: number; batches: string }> {
  const to = direction(input.sortOrder);
  const offset = (input.page - 1) * input.limit;
  const selected =
    sql`from ${batches} join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
    where ${batches.workspaceId} = ${workspaceId}
    ${input.status ? sql`and ${batchProgress.status} = ${input.status}` : sql``}
    ${input.search ? sql`and strpos(lower(${batches.name}), lower(${input.search})) > 0` : sql``}`;
  const [row] = await run<{ total: number; batches: string }>(
    db,
    sql`select (select count(*)::int ${selected}) as total,
      coalesce((select json_agg(page.json) from (
        select ${batchJson} as json ${selected}
        order by ${sortKeys[input.sortBy]} ${to}, ${batches.id} ${to}
        limit ${input.limit} offset ${offset}) as page), '[]')::text as batches`,
  );
  return row!;
}
