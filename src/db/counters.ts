/**
 * SQL over the counters of `batch_progress`, one column per call status:
 * docs/decisions/0004-counters.md.
 */
import { type SQL, sql } from "drizzle-orm";
import { type CallStatus, callStatuses, openStatuses } from "../domain/call.ts";
import { precompileFragment } from "./statement.ts";
import { batchProgress, counterColumn } from "./schema/batch_progress.ts";

const counters = callStatuses.map((status) => batchProgress[status]);

/** The number of calls of a batch. */
export const callCount: SQL = precompileFragment(sql`(${sql.join(counters, sql` + `)})`);

/** The number of calls of a batch that are not final. */
export const openCount: SQL = precompileFragment(
  sql`(${sql.join(openStatuses.map((status) => batchProgress[status]), sql` + `)})`,
);

/** The counters as the contract's CallCounts. */
export const countsJson: SQL = precompileFragment(
  sql`json_build_object(${
    sql.join(
      callStatuses.map((status) => sql`${sql.raw(`'${status}'`)}, ${batchProgress[status]}`),
      sql`, `,
    )
  })`,
);

/** The counters as a select list. */
export const counterList: SQL = precompileFragment(sql.join(counters, sql`, `));

/** The number of calls in any of the statuses; `row` is a table or CTE with the counter columns. */
export const countOf = (row: string, statuses: CallStatus[]): SQL =>
  statuses.length === 0 ? sql`0` : sql.raw(
    [...new Set(statuses)].map((status) => `${row}.${counterColumn(status)}`).join(" + "),
  );

/** Column definitions of a record set of deltas, one column per status. */
export const deltaColumns: SQL = sql.raw(
  callStatuses.map((status) => `"${status}" int`).join(", "),
);

const incremented = (status: CallStatus) => `progress.${counterColumn(status)} + delta."${status}"`;

/** Assignments that add the row `delta` to the counters of the row `progress`. */
export const addDeltas: SQL = sql.raw(
  callStatuses.map((status) => `${counterColumn(status)} = ${incremented(status)}`).join(",\n  "),
);

/** The number of open calls after the deltas are added. */
export const openAfterDeltas: SQL = sql.raw(openStatuses.map(incremented).join(" + "));

const underWay = openStatuses.filter((status) => status !== "queued");
/** The number of calls with a dial under way, after the deltas are added. */
export const underWayAfterDeltas: SQL = sql.raw(`(${underWay.map(incremented).join(" + ")})`);
/** The number of calls of a batch with a dial under way. */
export const underWayCount: SQL = precompileFragment(
  sql`(${sql.join(underWay.map((status) => batchProgress[status]), sql` + `)})`,
);

/** Whether a call of the batch may have to be closed before its state is shown. */
export const isOverdue: SQL = precompileFragment(
  sql`coalesce(${batchProgress.overdueAt} <= statement_timestamp(), false)`,
);
