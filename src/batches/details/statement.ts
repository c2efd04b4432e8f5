/**
 * One statement returns key, batch, total, page and transcripts:
 * docs/decisions/0002-json-built-by-postgres.md.
 */
import { type SQL, sql } from "drizzle-orm";
import { callJson } from "../../calls/json.ts";
import { callCount, counterList, countOf, isOverdue } from "../../db/counters.ts";
import { batches, batchProgress, calls, transcripts } from "../../db/schema/index.ts";
import { validKey } from "../../keys/valid_key.ts";
import { direction } from "../../listing/sort.ts";
import { batchJson } from "../json.ts";
import type { Part, Question } from "./parse.ts";
import type { PagePlan, Total } from "./plan.ts";

export const placeholder = {
  keyHash: sql`${sql.placeholder("keyHash")}`,
  batchId: sql`${sql.placeholder("batchId")}::uuid`,
  limit: sql`${sql.placeholder("limit")}::int`,
  skip: sql`${sql.placeholder("skip")}::bigint`,
  position: sql`${sql.placeholder("position")}::bigint`,
};

/** The parts of the statement that depend on the plan. */
type PageParts = {
  /** CTEs; `page` contains the calls of the page with their `place`. */
  ctes: SQL;
  total: SQL;
  /** Position and sort keys of the last call as a JSON array; null on the last page. */
  next: SQL;
  /** Position and turns of each transcript of the page. */
  transcripts: SQL;
};

type RangePlan = Extract<PagePlan, { kind: "range" }>;

/** The statement of a page in the default order; the question fills its placeholders. */
export const rangeStatement = (plan: RangePlan, include: Part[]): SQL =>
  statement(pageByRange(plan), include);

/** The statement of any other page; its text contains the question. */
export const queryStatement = (question: Question, total: Total): SQL =>
  statement(pageByQuery(question, total), question.include);

/** Scoped to the tenant: returns the batch only for a key of its workspace. */
function statement({ ctes, total, next, transcripts }: PageParts, include: Part[]): SQL {
  const withTranscript = include.includes("transcript");
  const call = callJson({
    variables: include.includes("variables"),
    phoneLogs: include.includes("phoneLogs"),
    ...(withTranscript ? { transcript: sql`transcript.turns` } : {}),
  });
  return sql`with key as materialized (
    ${validKey(placeholder.keyHash)}
  ), batch as materialized (
    select ${batches.id} as id, ${batchJson}::text as json, ${callCount} as size, ${counterList},
      ${isOverdue} as overdue
    from key
    join ${batches} on ${batches.workspaceId} = key.workspace_id
      and 'batches:read' = any(key.scopes)
    join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
    where ${batches.id} = ${placeholder.batchId}
  ), ${ctes}${withTranscript ? sql`, transcript as materialized (${transcripts})` : sql``}
  select key.workspace_id as "workspaceId", to_json(key.scopes) as scopes, batch.json as batch,
    batch.overdue as overdue,
    ${total} as total, ${next} as next,
    (select coalesce(json_agg(${call} order by calls.place), '[]')
      from page as calls
      ${withTranscript ? sql`left join transcript on transcript.position = calls.position` : sql``}
    )::text as calls
  from (select) as one left join key on true left join batch on true`;
}

function pageByRange({ ascending, fromCursor }: RangePlan): PageParts {
  const { limit, skip, position } = placeholder;
  const ascendingFirst = sql`${fromCursor ? position : skip} + 1`;
  const descendingLast = fromCursor ? sql`${position} - 1` : sql`size - ${skip}`;
  const first = ascending ? ascendingFirst : sql`${descendingLast} - ${limit} + 1`;
  const inRange = (table: typeof calls | typeof transcripts) =>
    sql`${table.batchId} = span.id
      and ${table.position} >= span.first
      and ${table.position} < least(span.first + ${limit}, span.size + 1)`;
  const ctes = sql`span as materialized (
    select id, size, greatest(least(${first}, size + 1), 1 - ${limit})::int as first from batch
  ), page as materialized (
    select ${calls}.*, ${ascending ? sql`` : sql`-`}${calls.position} as place
    from span join ${calls} on ${inRange(calls)}
  )`;
  return {
    ctes,
    total: sql`batch.size`,
    next: ascending
      ? sql`(select json_build_array(first + ${limit} - 1) from span
          where first + ${limit} - 1 < size)`
      : sql`(select json_build_array(first) from span where first > 1)`,
    transcripts: sql`select ${transcripts.position}, ${transcripts.turns}
      from span join ${transcripts} on ${inRange(transcripts)}`,
  };
}

function pageByQuery(question: Question, total: Total): PageParts {
  const { batchId, limit, sort } = question;
  const collected = total.from === "matches";
  const keys = sort.keys.map((key, i) => ({ name: sql.raw(`k${i}`), value: sql`(${key})::text` }));
  const ctes = sql`${
    collected
      ? sql`matches as materialized (select ${calls.position} ${matching(question)}), `
      : sql``
  }
  page_keys as materialized (
    select *, row_number() over () as place
    from (
      select ${collected ? sql`position` : calls.position}
        ${sql.join(keys.map(({ name, value }) => sql`, ${value} as ${name}`))}
      ${collected ? collectedPage(question) : queriedPage(question)}
      limit ${limit + 1}::int
    ) as ordered
  ), page as materialized (
    select ${calls}.*, page_keys.place
    from page_keys
    join ${calls}
      on ${calls.batchId} = ${batchId}::uuid and ${calls.position} = page_keys.position
    where page_keys.place <= ${limit}::int
  )`;
  const last = sql.join([sql`position`, ...keys.map(({ name }) => name)], sql`, `);
  return {
    ctes,
    total: totalOf(total, question),
    next: sql`(select json_build_array(${last}) from page_keys
      where place = ${limit}::int and exists (select from page_keys where place > ${limit}::int))`,
    transcripts: sql`select ${transcripts.position}, ${transcripts.turns}
      from page_keys
      join ${transcripts}
        on ${transcripts.batchId} = ${batchId}::uuid
          and ${transcripts.position} = page_keys.position
      where page_keys.place <= ${limit}::int`,
  };
}

/**
 * The matching calls. The batch is a condition, not a join, so that a sort stops at the end of the
 * page and a caller without access reads no call. The size excludes calls of unfinished uploads.
 */
function matching({ batchId, filter, search, sort }: Question): SQL {
  const visible = sql`exists (select from batch)
    and ${calls.position} <= (select size from batch)`;
  // Nothing else of the calls is needed: a join would look up each of them.
  if (search?.positions && !filter && sort.byPosition) {
    return sql`from (${search.positions}) as calls (position) where ${visible}`;
  }
  const conditions = [
    sql`${calls.batchId} = ${batchId}::uuid`,
    visible,
    ...(filter ? [filter.where] : []),
    ...(search ? [search.where] : []),
  ];
  return sql`from ${calls} where ${sql.join(conditions, sql` and `)}`;
}

/** Selects the page from all calls, in sort order. */
function queriedPage(question: Question): SQL {
  const { start, sort } = question;
  const after = "after" in start ? sql`and ${start.after}` : sql``;
  return sql`${matching(question)} ${after} order by ${sort.orderBy} offset ${skipped(question)}`;
}

/** Selects the page from collected matches: else the planner may bet on an ordered scan. */
function collectedPage(question: Question): SQL {
  const { start, sortOrder } = question;
  const beyond = sortOrder === "asc" ? sql`>` : sql`<`;
  const after = "after" in start ? sql`where position ${beyond} ${start.position}::int` : sql``;
  const order = sql`order by position ${direction(sortOrder)}`;
  return sql`from matches ${after} ${order} offset ${skipped(question)}`;
}

const skipped = ({ start, limit }: Question): SQL =>
  sql`${"page" in start ? (start.page - 1) * limit : 0}::bigint`;

function totalOf(total: Total, question: Question): SQL {
  switch (total.from) {
    case "nowhere":
      return sql`null`;
    case "counters":
      return total.statuses === "all" ? sql`batch.size` : countOf("batch", total.statuses);
    case "matches":
      return sql`(select count(*) from matches)`;
    case "count":
      return sql`(select count(*) ${matching(question)})`;
  }
}
