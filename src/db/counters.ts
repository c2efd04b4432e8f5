/** SQL over the counters of `batch_progress`: one column per call status. */
import { type SQL, sql } from "drizzle-orm";
import { type CallStatus, callStatuses, openStatuses } from "../domain/call.ts";
import { fixed } from "./statement.ts";
import { batchProgress, counterColumn } from "./schema/batch_progress.ts";

const counters = callStatuses.map((status) => batchProgress[status]);

/** All calls of a batch, as an expression. */
export const callCount: SQL = fixed(sql`(${sql.join(counters, sql` + `)})`);

/** The counters as the contract's CallCounts. */
export const countsJson: SQL = fixed(
  sql`json_build_object(${
    sql.join(
      callStatuses.map((status) => sql`${sql.raw(`'${status}'`)}, ${batchProgress[status]}`),
      sql`, `,
    )
  })`,
);

/** The counters as a list of columns, to select. */
export const counterList: SQL = fixed(sql.join(counters, sql`, `));

/** How many calls have one of the statuses; `row` names a row source with the counter columns. */
export const countOf = (row: string, statuses: CallStatus[]): SQL =>
  statuses.length === 0 ? sql`0` : sql.raw(
    [...new Set(statuses)].map((status) => `${row}.${counterColumn(status)}`).join(" + "),
  );

/** The columns of a record set of deltas, each named like its status. */
export const deltaColumns: SQL = sql.raw(
  callStatuses.map((status) => `"${status}" int`).join(", "),
);

const changed = (status: CallStatus) => `progress.${counterColumn(status)} + delta."${status}"`;

/** Assignments that add a record of `delta` to the counters of `progress`. */
export const addDeltas: SQL = sql.raw(
  callStatuses.map((status) => `${counterColumn(status)} = ${changed(status)}`).join(",\n  "),
);

/** The calls that go on once the deltas are added. */
export const openAfterDeltas: SQL = sql.raw(openStatuses.map(changed).join(" + "));
