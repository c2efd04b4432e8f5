import { type SQL, sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { isOverdue } from "../db/counters.ts";
import { utc } from "../db/json.ts";
import { batches, batchProgress } from "../db/schema/index.ts";
import { type BatchStatus, batchStatuses } from "../domain/batch.ts";
import type { Caller } from "../domain/caller.ts";
import { validKey } from "../keys/valid_key.ts";
import { decodeKeys, encodeKeys, rejectCursor } from "../listing/cursor.ts";
import { containsText } from "../listing/search.ts";
import { direction, type SortOrder } from "../listing/sort.ts";
import { isTime } from "../listing/time.ts";
import { isStorable } from "../domain/storable.ts";
import { batchJson } from "./json.ts";

export type BatchListInput = {
  /** Where the page starts: at a page number, or after the batch of a cursor. */
  page?: number;
  cursor?: string;
  limit: number;
  status?: BatchStatus;
  search?: string;
  searchIgnore?: "accents";
  sortBy: "createdAt" | "updatedAt" | "name" | "status";
  sortOrder: SortOrder;
};

type SortKey = {
  column: SQL;
  /** The value as a cursor holds it, and back. */
  text: SQL;
  cast: SQL;
  isKey(text: string): boolean;
};

const time = (column: SQL): SortKey => ({
  column,
  text: utc(column),
  cast: sql`::timestamptz`,
  isKey: isTime,
});
const text = (column: SQL, isKey: (text: string) => boolean): SortKey => ({
  column: sql`${column} collate "C"`,
  text: column,
  cast: sql`::text collate "C"`,
  isKey,
});
const sortKeys: Record<BatchListInput["sortBy"], SortKey> = {
  createdAt: time(sql`${batches.createdAt}`),
  updatedAt: time(sql`greatest(${batches.updatedAt}, ${batchProgress.updatedAt})`),
  name: text(sql`${batches.name}`, isStorable),
  status: text(sql`${batchProgress.status}`, (key) => batchStatuses.some((one) => one === key)),
};

export type BatchList = {
  /** The owner of the key; undefined when the key is unknown or revoked. */
  caller: Caller | undefined;
  total: number;
  /** Ids of batches of the workspace with calls that may have to be closed first. */
  overdue: string[];
  /** A JSON array as text. */
  batches: string;
  nextCursor: string | null;
};

type Row = Caller & Pick<BatchList, "total" | "overdue" | "batches"> & {
  next: [string, string] | null;
};

/**
 * Returns one page of the batches that the key may read, and the total, in one statement.
 * `waitSignal` ends the wait for a connection. Throws InvalidParameter for a cursor of another
 * list.
 */
export async function listBatches(
  db: Database,
  keyHash: string,
  input: BatchListInput,
  waitSignal?: AbortSignal,
): Promise<BatchList> {
  const identity = identityOf(input);
  const [row] = await run<Row>(
    db,
    statement(keyHash, input, pageStart(input, identity)),
    {},
    { waitSignal },
  );
  if (!row) return { caller: undefined, total: 0, overdue: [], batches: "[]", nextCursor: null };
  const { workspaceId, scopes, next, ...list } = row;
  const nextCursor = next && encodeKeys(next, identity);
  return { caller: { workspaceId, scopes }, ...list, nextCursor };
}

/** Binds a cursor to its list. */
const identityOf = ({ status, search, searchIgnore, sortBy, sortOrder }: BatchListInput): string =>
  JSON.stringify(["batches", status, search, searchIgnore, sortBy, sortOrder]);

type Start = { after: SQL; offset: number };

function pageStart(
  { page = 1, cursor, limit, sortBy, sortOrder }: BatchListInput,
  identity: string,
) {
  if (cursor === undefined) return { after: sql``, offset: (page - 1) * limit };
  const [key, id, ...others] = decodeKeys(cursor, identity);
  const { column, cast, isKey } = sortKeys[sortBy];
  const isValid = typeof key === "string" && isKey(key) && others.length === 0 &&
    typeof id === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  if (!isValid) return rejectCursor();
  const beyond = sortOrder === "asc" ? sql`>` : sql`<`;
  return {
    after: sql`and (${column}, ${batches.id}) ${beyond} (${key}${cast}, ${id}::uuid)`,
    offset: 0,
  };
}

function statement(keyHash: string, input: BatchListInput, { after, offset }: Start): SQL {
  const { status, search, searchIgnore, sortBy, limit } = input;
  const to = direction(input.sortOrder);
  const { column, text } = sortKeys[sortBy];
  const contains = search &&
    containsText(sql`${batches.searchText}`, search, searchIgnore === "accents");
  const visible =
    sql`from ${batches} join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
    where ${batches.workspaceId} =
      (select workspace_id from key where 'batches:read' = any(scopes))`;
  const selected = sql`${visible}
    ${status ? sql`and ${batchProgress.status} = ${status}` : sql``}
    ${contains ? sql`and ${contains}` : sql``}`;
  return sql`with key as materialized (${validKey(sql`${keyHash}`)}
  ), page as materialized (
    select *, row_number() over () as place from (
      select ${batchJson} as json, ${text} as sort_key, ${batches.id} as id ${selected} ${after}
      order by ${column} ${to}, ${batches.id} ${to}
      limit ${limit + 1}::int offset ${offset}::bigint) as ordered
  )
  select workspace_id as "workspaceId", to_json(scopes) as scopes,
    (select count(*)::int ${selected}) as total,
    (select coalesce(json_agg(${batches.id}), '[]') ${visible} and ${isOverdue}) as overdue,
    coalesce((select json_agg(json order by place) from page
      where place <= ${limit}::int), '[]')::text as batches,
    (select json_build_array(sort_key, id) from page where place = ${limit}::int
      and exists (select from page where place > ${limit}::int)) as next
  from key`;
}
