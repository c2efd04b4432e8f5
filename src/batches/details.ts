/** Get batch details: key, batch, total, page and transcripts in one statement, whose JSON Postgres builds. */
import { type SQL, sql } from "drizzle-orm";
import { compile, type CompiledQuery, type Database, run, runLong } from "../db/client.ts";
import { batches, batchProgress, calls, transcripts } from "../db/schema/index.ts";
import type { Caller } from "../domain/caller.ts";
import { callJson } from "../calls/json.ts";
import { callCount, counterList, countOf } from "../db/counters.ts";
import { type Cursor, decodeCursor, encodeCursor } from "../listing/cursor.ts";
import { validKey } from "../keys/valid_key.ts";
import { compileFilter } from "../listing/filter.ts";
import { compileSearch } from "../listing/search.ts";
import { compileSort, type Sort } from "../listing/sort.ts";
import { batchJson } from "./json.ts";

export type DetailsInput = {
  page: number;
  limit: number;
  filter?: string;
  sortBy: string;
  sortOrder: "asc" | "desc";
  search?: string;
  cursor?: string;
  include: ("transcript" | "phoneLogs" | "variables")[];
  count: "exact" | "none";
};

export type Details = {
  /** Whom the key belongs to; undefined when it is unknown or revoked. */
  caller: Caller | undefined;
  /** The contract's Batch as JSON text; undefined when the caller's workspace has no such batch. */
  batch: string | undefined;
  /** Calls that match; null when they were not to be counted. */
  total: number | null;
  /** A JSON array in text. */
  calls: string;
  nextCursor: string | null;
};

/**
 * What depends on the question: CTEs of which `page` holds the rows of `calls` to show with their `place`, the total, the last place's
 * position and sort keys if more follows, and the transcripts' positions.
 */
type Selection = { ctes: SQL; total: SQL; next: SQL; transcripts: SQL };

/** Throws InvalidParameter when filter, search, sort or cursor make no sense. A question that may take long ends when `signal` says so. */
export async function batchDetails(
  db: Database,
  keyHash: string,
  batchId: string,
  input: DetailsInput,
  signal: AbortSignal,
): Promise<Details> {
  const query = JSON.stringify([batchId.toLowerCase(), input.filter, input.search, input.sortBy, input.sortOrder]);
  const cursor = input.cursor === undefined ? undefined : decodeCursor(input.cursor, query);
  const sort = compileSort(input.sortBy, input.sortOrder);
  const plain = sort.byPosition && input.filter === undefined && input.search === undefined;
  const { page, limit } = input;
  const values = { keyHash, batchId, limit, skip: (page - 1) * limit, start: cursor?.position };
  const [row] = plain
    ? await run<Row>(db.client, plainStatement(input), values)
    : await runLong<Row>(db, statement(byCondition(batchId, input, sort, cursor), input), values, signal);
  const { workspaceId, scopes, batch, total, next } = row!;
  return {
    caller: workspaceId === null ? undefined : { workspaceId, scopes: scopes! },
    batch: batch ?? undefined,
    total: input.count === "none" ? null : Number(total),
    calls: row!.calls,
    nextCursor: next && encodeCursor({ position: next[0], keys: next.slice(1) as string[] }, query),
  };
}

type Row = {
  workspaceId: string | null;
  scopes: string[] | null;
  batch: string | null;
  total: string | null;
  calls: string;
  next: [number, ...(string | null)[]] | null;
};

const placeholder = {
  keyHash: sql`${sql.placeholder("keyHash")}`,
  batchId: sql`${sql.placeholder("batchId")}::uuid`,
  limit: sql`${sql.placeholder("limit")}::int`,
  skip: sql`${sql.placeholder("skip")}::bigint`,
  start: sql`${sql.placeholder("start")}::bigint`,
};

const plainStatements = new Map<string, CompiledQuery>();

/** The statement of the default order: one of 32, each written out once. */
function plainStatement({ include, sortOrder, cursor }: DetailsInput): CompiledQuery {
  const shape = [sortOrder, cursor !== undefined, ...include.toSorted()].join();
  const compiled = plainStatements.get(shape) ??
    compile(statement(byPosition(sortOrder, cursor !== undefined), { include }));
  plainStatements.set(shape, compiled);
  return compiled;
}

/** The tenant is in the statement: a batch is only seen through a key of its workspace. */
function statement(selection: Selection, { include }: Pick<DetailsInput, "include">): SQL {
  const transcript = include.includes("transcript");
  const call = callJson({
    variables: include.includes("variables"),
    phoneLogs: include.includes("phoneLogs"),
    ...(transcript ? { transcript: sql`transcript.turns` } : {}),
  });
  return sql`with key as materialized (
    ${validKey(placeholder.keyHash)}
  ), batch as materialized (
    select ${batches.id} as id, ${batchJson}::text as json, ${callCount} as size, ${counterList}
    from key join ${batches} on ${batches.workspaceId} = key.workspace_id and 'batches:read' = any(key.scopes)
    join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
    where ${batches.id} = ${placeholder.batchId}
  ), ${selection.ctes}${transcript ? sql`, transcript as materialized (${selection.transcripts})` : sql``}
  select key.workspace_id as "workspaceId", to_json(key.scopes) as scopes, batch.json as batch,
    ${selection.total} as total, ${selection.next} as next,
    (select coalesce(json_agg(${call} order by calls.place), '[]') from page as calls
      ${transcript ? sql`left join transcript on transcript.position = calls.position` : sql``})::text as calls
  from (select) as one left join key on true left join batch on true`;
}

/** In the order of positions, which have no gaps, page N is arithmetic: one range, at any depth, for calls and transcripts alike. */
function byPosition(sortOrder: "asc" | "desc", fromCursor: boolean): Selection {
  const { limit, skip, start } = placeholder;
  const ascending = sortOrder === "asc";
  const first = ascending
    ? sql`${fromCursor ? start : skip} + 1`
    : sql`${fromCursor ? sql`${start} - 1` : sql`size - ${skip}`} - ${limit} + 1`;
  const inRange = (table: typeof calls | typeof transcripts) =>
    sql`${table.batchId} = span.id and ${table.position} >= span.first and ${table.position} < least(span.first + ${limit}, span.size + 1)`;
  const ctes = sql`span as materialized (
    select id, size, greatest(least(${first}, size + 1), 1 - ${limit})::int as first from batch
  ), page as materialized (
    select ${calls}.*, ${ascending ? sql`` : sql`-`}${calls.position} as place from span join ${calls} on ${
    inRange(calls)
  }
  )`;
  return {
    ctes,
    total: sql`batch.size`,
    next: ascending
      ? sql`(select json_build_array(first + ${limit} - 1) from span where first + ${limit} - 1 < size)`
      : sql`(select json_build_array(first) from span where first > 1)`,
    transcripts: sql`select ${transcripts.position}, ${transcripts.turns} from span join ${transcripts} on ${
      inRange(transcripts)
    }`,
  };
}

/** In any other order, or with a filter: the positions of the page are picked first, so that wide rows are fetched for the page only. */
function byCondition(batchId: string, input: DetailsInput, sort: Sort, cursor: Cursor | undefined): Selection {
  const { page, limit, count } = input;
  const filter = input.filter === undefined ? undefined : compileFilter(input.filter);
  const conditions = [filter?.where, input.search === undefined ? undefined : compileSearch(input.search)]
    .filter((condition) => condition !== undefined);
  // The gate is a condition of its own, not a join: a sort below it can then stop at the page's size. It holds back who has no such batch, and
  // calls that do not count yet.
  const own = [sql`${calls.batchId} = ${batchId}::uuid`, sql`${calls.position} <= (select size from batch)`];
  const matching = sql`from ${calls} where ${sql.join([...own, ...conditions], sql` and `)}`;
  const counted = conditions.length === 0
    ? sql`batch.size`
    : filter?.onlyStatus && input.search === undefined
    ? countOf("batch", filter.onlyStatus)
    : undefined;
  // Positions that were gathered for the total also serve the page: the planner must not bet on an early end of an ordered scan.
  const gathered = sort.byPosition && count === "exact" && !counted;
  const order = gathered ? sql`position ${direction(input)}` : sort.orderBy;
  const after = cursor &&
    (gathered
      ? sql`where position ${input.sortOrder === "asc" ? sql`>` : sql`<`} ${cursor.position}::int`
      : sql`and ${sort.after(cursor.keys, cursor.position)}`);
  const keys = sort.byPosition ? [] : sort.keys;
  const from = gathered ? sql`from matched` : matching;
  const ctes = sql`${gathered ? sql`matched as materialized (select ${calls.position} ${matching}), ` : sql``}
  picked as materialized (
    select *, row_number() over () as place from (
      select ${gathered ? sql`position` : calls.position}${
    sql.join(keys.map((key, i) => sql`, (${key})::text as ${sql.raw(`k${i}`)}`))
  }
      ${from} ${after ?? sql``} order by ${order}
      limit ${limit + 1}::int offset ${cursor ? 0 : (page - 1) * limit}::bigint
    ) as ordered
  ), page as materialized (
    select ${calls}.*, picked.place from picked join ${calls}
      on ${calls.batchId} = ${batchId}::uuid and ${calls.position} = picked.position
    where picked.place <= ${limit}::int
  )`;
  const keyList = sql.raw(["position", ...keys.map((_, i) => `k${i}`)].join(", "));
  return {
    ctes,
    total: count === "none"
      ? sql`null`
      : counted ?? (gathered ? sql`(select count(*) from matched)` : sql`(select count(*) ${matching})`),
    next: sql`(select json_build_array(${keyList}) from picked
      where place = ${limit}::int and exists (select from picked where place > ${limit}::int))`,
    transcripts: sql`select ${transcripts.position}, ${transcripts.turns} from picked join ${transcripts}
      on ${transcripts.batchId} = ${batchId}::uuid and ${transcripts.position} = picked.position
      where picked.place <= ${limit}::int`,
  };
}

const direction = ({ sortOrder }: DetailsInput) => sortOrder === "asc" ? sql`asc` : sql`desc`;
