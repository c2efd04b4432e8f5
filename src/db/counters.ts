/** SQL over the counters of `batch_progress`: one column per call status. */
import { type SQL, sql } from "drizzle-orm";
import { type CallStatus, callStatuses } from "../domain/call.ts";
import { fixed } from "./client.ts";
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
  statuses.length === 0
    ? sql`0`
    : sql.raw([...new Set(statuses)].map((status) => `${row}.${counterColumn(status)}`).join(" + "));
