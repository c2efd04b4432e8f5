/** A lease lets one upload at a time add calls to a batch (docs/decisions/0005-upload-lease.md). */
import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { param, precompile } from "../db/statement.ts";
import { Busy } from "../domain/errors.ts";
import { newId } from "../domain/id.ts";
import type { UniqueBy } from "../domain/unique_by.ts";
import {
  deleteUncommitted,
  type Lease,
  leaseHeld,
  releaseLease,
  untilReleased,
} from "./held_lease.ts";

export type Upload = Lease & {
  /** Number of committed calls in the batch. */
  size: number;
  /** Creation time of the new calls: not before that of the last call in the batch. */
  createdAt: string;
  uniqueBy: UniqueBy;
};
/** `last` is the position of the last call, which may be one of a dead upload. */
type Start = Omit<Upload, keyof Lease> & { last: number };

/** Milliseconds to wait while another upload holds the lease. */
const acquireTimeout = 10_000;
/** Milliseconds between two attempts to acquire; the pause doubles up to the maximum. */
const [firstPause, maxPause] = [10, 200];
/** A lease expires this long after its last renewal, which some heartbeats may miss. */
const expiry = "15 seconds";

/**
 * Acquires the lease of a batch and deletes the uncommitted calls of a dead upload. Returns
 * undefined if the workspace has no such batch. Throws Busy if another upload still holds the lease
 * after 10 seconds.
 */
export async function acquireLease(
  db: Database,
  workspaceId: string,
  batchId: string,
): Promise<Upload | undefined> {
  const lease = { id: newId(), batchId };
  try {
    if (!await waitForLease(db, workspaceId, lease)) return undefined;
    let found = await findStart(db, batchId);
    if (found.last > found.size) {
      await deleteUncommitted(db, lease);
      found = await findStart(db, batchId);
    }
    const { last: _, ...start } = found;
    return { ...lease, ...start };
  } catch (error) {
    // Also where the lease was not seen to be acquired: a lost answer may have said so.
    if (!(error instanceof Busy)) await untilReleased(() => releaseLease(db, lease));
    throw error;
  }
}

/** Returns whether the workspace has the batch. Throws Busy after 10 seconds. */
async function waitForLease(db: Database, workspaceId: string, lease: Lease): Promise<boolean> {
  const deadline = Date.now() + acquireTimeout;
  for (let pause = firstPause;; pause = Math.min(2 * pause, maxPause)) {
    const { found, acquired } = await tryToAcquire(db, workspaceId, lease);
    if (!found || acquired) return found;
    if (Date.now() > deadline) {
      throw new Busy("Another upload to this batch is in progress. Retry when it has finished.");
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** An expired lease whose row is locked has a chunk under way, so its upload is alive. */
const acquireStatement = precompile(
  "acquire lease",
  sql`with batch as (
    select id from batches
    where id = ${param("batchId", "uuid")} and workspace_id = ${param("workspaceId", "uuid")}
  ), expired as (
    select uploads.batch_id from uploads
    join batch on batch.id = uploads.batch_id
    where seen_at < clock_timestamp() - interval '${sql.raw(expiry)}'
    for update of uploads skip locked
  ), taken_over as (
    update uploads set id = ${param("id", "uuid")}, seen_at = clock_timestamp()
    from expired
    where uploads.batch_id = expired.batch_id
    returning 1
  ), acquired as (
    insert into uploads (batch_id, id, seen_at)
    select batch.id, ${param("id", "uuid")}, clock_timestamp()
    from batch
    where not exists (select from uploads where batch_id = batch.id)
    on conflict (batch_id) do nothing
    returning 1
  )
  select exists (select from batch) as found,
    exists (select from taken_over) or exists (select from acquired) as acquired`,
);

/** Acquires a free or expired lease. Never blocks on the row lock of an active upload. */
async function tryToAcquire(db: Database, workspaceId: string, lease: Lease) {
  const values = { workspaceId, ...lease };
  const [row] = await run<{ found: boolean; acquired: boolean }>(
    db,
    acquireStatement,
    values,
  );
  return row!;
}

/** Deletes what an upload that failed, or was taken over, has staged. */
const unstaged = sql`unstaged as (
    delete from staged_updates where batch_id = ${param("batchId", "uuid")}
  )`;

const startStatement = precompile(
  "find start",
  sql`with ${unstaged}
  select ${callCount} as size, coalesce(call.position, 0) as last,
    batches.unique_by as "uniqueBy",
    greatest(date_trunc('milliseconds', clock_timestamp()), call.created_at)::text as "createdAt"
  from batch_progress
  join batches on batches.id = batch_progress.batch_id
  left join lateral (
    select position, created_at from calls
    where calls.batch_id = batch_progress.batch_id
    order by position desc
    limit 1) as call on true
  where batch_progress.batch_id = ${param("batchId", "uuid")}`,
);

async function findStart(db: Database, batchId: string): Promise<Start> {
  const [start] = await run<Start>(db, startStatement, { batchId });
  return start!;
}

/** Creates the error of an upload whose lease has expired and was acquired by another one. */
export const leaseLost = () =>
  new Busy("This upload was idle for 15 seconds, and another upload has taken over the batch.");

const renewStatement = precompile("renew lease", sql`with ${leaseHeld} select from lease`);

/** The heartbeat of an upload: extends its lease. */
export const renewLease = (db: Database, { id, batchId }: Lease): Promise<unknown> =>
  run(db, renewStatement, { id, batchId });
