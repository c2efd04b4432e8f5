import { type SQL, sql } from "drizzle-orm";
import { precompileFragment } from "./statement.ts";
import { calls } from "./schema/index.ts";

/** Whether a row of `calls` can still change: it was never dialled, withdrawn or erased. */
export const neverDialed: SQL = precompileFragment(
  sql`(${calls.attempts} = 0 and ${calls.status} = 'queued' and ${calls.withdrawnAt} is null)`,
);
