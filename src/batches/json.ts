import { type SQL, sql } from "drizzle-orm";
import { precompileFragment } from "../db/statement.ts";
import { countsJson } from "../db/counters.ts";
import { utc } from "../db/json.ts";
import { batches, batchProgress } from "../db/schema/index.ts";

const updatedAt = sql`greatest(${batches.updatedAt}, ${batchProgress.updatedAt})`;
const startedAt = sql`least(${batchProgress.startedAt}, ${batchProgress.firstEventAt})`;
const completedAt =
  sql`case when ${batchProgress.status} = 'completed' then ${batchProgress.lastEventAt} end`;

/** A row of `batches` joined to `batch_progress` as the contract's Batch. */
export const batchJson: SQL = precompileFragment(sql`json_build_object(
  'id', ${batches.id},
  'name', ${batches.name},
  'status', ${batchProgress.status},
  'callingNumbers', to_json(${batches.callingNumbers}),
  'retry', ${batches.retry},
  'schedule', ${batches.schedule},
  'uniqueBy', ${batches.uniqueBy},
  'maxCallSeconds', ${batches.maxCallSeconds},
  'metadata', ${batches.metadata},
  'counts', ${countsJson},
  'createdAt', ${utc(batches.createdAt)},
  'updatedAt', ${utc(updatedAt)},
  'startedAt', ${utc(startedAt)},
  'completedAt', ${utc(completedAt)})`);
