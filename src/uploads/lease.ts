/** A lease lets one upload at a time add calls to a batch (docs/decisions/0005-upload-lease.md). */
import { type SQL, sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { type CompiledQuery, param, precompile } from "../db/statement.ts";
import { Busy } from "../domain/errors.ts";
import { newId } from "../domain/id.ts";
import type { UniqueBy } from "../domain/unique_by.ts";

export type Lease = { id: string; batchId: string };

export type Upload = Lease & {
  /** Number of committed calls in the batch. */
  size: number;
  /** Creation time of the new calls: not before that of the last call in the batch. */
  createdAt: string;
  uniqueBy: UniqueBy;
};
type Start = Omit<Upload, keyof Lease>;

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
  const deadline = Date.now() + acquireTimeout;
  for (let pause = firstPause;; pause = Math.min(2 * pause, maxPause)) {
    const { found, acquired } = await tryToAcquire(db, workspaceId, lease);
    if (!found) return undefined;
    if (acquired) break;
    if (Date.now() > deadline) {
      throw new Busy("Another upload to this batch is in progress. Retry when it has finished.");
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  try {
    await deleteUncommitted(db, lease);
    return { ...lease, ...await findStart(db, batchId) };
  } catch (error) {
    await releaseLease(db, lease).catch(() => {});
    throw error;
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
  select ${callCount} as size, batches.unique_by as "uniqueBy",
    greatest(date_trunc('milliseconds', clock_timestamp()), (
      select created_at from calls
      where calls.batch_id = batch_progress.batch_id
      order by position desc
      limit 1))::text as "createdAt"
  from batch_progress
  join batches on batches.id = batch_progress.batch_id
  where batch_progress.batch_id = ${param("batchId", "uuid")}`,
);

async function findStart(db: Database, batchId: string): Promise<Start> {
  const [start] = await run<Start>(db, startStatement, { batchId });
  return start!;
}

/**
 * A CTE to join with, with the parameters `batchId` and `id`. It renews the lease and blocks a
 * takeover until the statement ends; it has no row if the lease is lost (fencing).
 */
export const leaseHeld: SQL = sql`lease as (
    update uploads set seen_at = clock_timestamp()
    where batch_id = ${param("batchId", "uuid")} and id = ${param("id", "uuid")}
    returning batch_id
  )`;

/** Milliseconds. A chunk that waits for events keeps the lease, as it locks its row. */
export const chunkTimeout = 40_000;

/** Runs a statement that may flush GIN indexes or wait for events, for at most 40 seconds. */
export const runChunk = <Row extends object>(
  db: Database,
  statement: CompiledQuery,
  values: Record<string, unknown>,
): Promise<Row[]> => db.transaction((tx) => run<Row>(tx, statement, values), chunkTimeout);

/** Creates the error of an upload whose lease has expired and was acquired by another one. */
export const leaseLost = () =>
  new Busy("This upload was idle for 15 seconds, and another upload has taken over the batch.");

const renewStatement = precompile("renew lease", sql`with ${leaseHeld} select from lease`);

/** The heartbeat of an upload: extends its lease. */
export const renewLease = (db: Database, { id, batchId }: Lease): Promise<unknown> =>
  run(db, renewStatement, { id, batchId });

/** Deletes the calls of the upload and releases the lease. */
export async function rollBackUpload(db: Database, lease: Lease): Promise<void> {
  await deleteUncommitted(db, lease);
  await releaseLease(db, lease);
}

const releaseStatement = precompile(
  "release lease",
  sql`with ${unstaged}
    delete from uploads
    where batch_id = ${param("batchId", "uuid")} and id = ${param("id", "uuid")}`,
);

const releaseLease = (db: Database, { id, batchId }: Lease) =>
  run(db, releaseStatement, { id, batchId });

/** Maximum number of rows that one statement deletes. */
const deleteLimit = 10_000;

const lastStatement = precompile(
  "last uncommitted position",
  sql`select position as last, (
      select ${callCount} from batch_progress where batch_id = ${param("batchId", "uuid")}
    ) as size
    from calls
    where batch_id = ${param("batchId", "uuid")}
    order by position desc
    limit 1`,
);

/**
 * A range of positions: Postgres can plan nothing but a scan of that part of the primary key, also
 * for a table without statistics, for which it expects a handful of rows wherever it looks.
 */
const deleteStatement = precompile(
  "delete uncommitted calls",
  sql`with ${leaseHeld}
  delete from calls
  where exists (select from lease)
    and batch_id = ${param("batchId", "uuid")}
    and position > ${param("after", "int")}
    and position <= ${param("to", "int")}`,
);

/**
 * Deletes the calls behind those that the batch counts, from the last one down, so that no scan
 * meets deleted rows. Only the upload with the lease can: the batch then counts no further ones.
 */
async function deleteUncommitted(db: Database, { id, batchId }: Lease): Promise<void> {
  const [bounds] = await run<{ last: number; size: number }>(db, lastStatement, { batchId });
  if (!bounds) return;
  const { last, size } = bounds;
  for (let to = last; to > size; to -= deleteLimit) {
    const after = Math.max(size, to - deleteLimit);
    await runChunk(db, deleteStatement, { id, batchId, after, to });
  }
}
