import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { callCount, isOverdue } from "../db/counters.ts";
import { batches, batchProgress, calls } from "../db/schema/index.ts";
import { param, precompile } from "../db/statement.ts";
import type { Caller } from "../domain/caller.ts";
import { validKey } from "../keys/valid_key.ts";
import { callJson } from "./json.ts";

const limit = param("limit", "int");
const call = callJson({ variables: true, phoneLogs: true });

/**
 * The index finds the number in the batches of all workspaces; the join keeps the caller's.
 * Ids are ordered by time, so that they are the order of the pages, too.
 */
const statement = precompile(
  "find number",
  sql`with key as materialized (
    ${validKey(param("keyHash", "text"))}
  ), page as materialized (
    select ${calls}.*, ${batches.name} as batch_name, ${isOverdue} as overdue
    from ${calls}
    join ${batches} on ${batches.id} = ${calls.batchId} and ${batches.workspaceId} =
      (select workspace_id from key where 'batches:read' = any(scopes))
    join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
    where ${calls.phoneNumber} = ${param("phoneNumber", "text")}
      and ${calls.position} <= ${callCount}
      and (${param("after", "uuid")} is null or ${calls.id} < ${param("after", "uuid")})
    order by ${calls.id} desc
    limit ${limit} + 1
  ), listed as (
    select * from page order by id desc limit ${limit}
  )
  select key.workspace_id as "workspaceId", to_json(key.scopes) as scopes,
    (select coalesce(json_agg(json_build_object(
        'batchId', calls.batch_id, 'batchName', calls.batch_name, 'call', ${call})
      order by calls.id desc), '[]') from listed as calls)::text as calls,
    (select coalesce(json_agg(distinct batch_id::text) filter (where overdue), '[]')
      from listed) as overdue,
    case when (select count(*) from page) > ${limit}
      then (select id from listed order by id limit 1) end as next
  from key`,
);

export type NumberQuery = {
  phoneNumber: string;
  limit: number;
  /** The id of the call that the page comes after; null for the first page. */
  after: string | null;
};

export type FoundNumber = {
  /** The owner of the key; undefined when the key is unknown or revoked. */
  caller: Caller | undefined;
  /** Ids of the listed batches with calls that may have to be closed first. */
  overdue: string[];
  /** A JSON array as text. */
  calls: string;
  /** The id of the last call, unless it is the last page. */
  next: string | null;
};

/**
 * Finds the calls of a number in all batches that the key may read, latest first. `waitSignal` ends
 * the wait for a connection.
 */
export async function findNumber(
  db: Database,
  keyHash: string,
  query: NumberQuery,
  waitSignal: AbortSignal,
): Promise<FoundNumber> {
  const values = { keyHash, ...query };
  const [row] = await run<Caller & Omit<FoundNumber, "caller">>(
    db,
    statement,
    values,
    { waitSignal },
  );
  if (!row) return { caller: undefined, overdue: [], calls: "[]", next: null };
  const { workspaceId, scopes, ...found } = row;
  return { caller: { workspaceId, scopes }, ...found };
}
