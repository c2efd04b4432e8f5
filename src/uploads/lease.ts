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
/** A lease expires this long after its last renewal. */
const expiry = "1 minute";

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

const acquireStatement = precompile(
  "acquire lease",
  sql`with batch as (
    select id from batches
    where id = ${param("batchId", "uuid")} and workspace_id = ${param("workspaceId", "uuid")}
  ), acquired as (
    insert into uploads (batch_id, id, seen_at)
    select batch.id, ${param("id", "uuid")}, clock_timestamp()
    from batch
    where not exists (
      select from uploads
      where batch_id = batch.id and seen_at >= clock_timestamp() - interval '${sql.raw(expiry)}')
    on conflict (batch_id) do update set id = excluded.id, seen_at = excluded.seen_at
      where uploads.seen_at < clock_timestamp() - interval '${sql.raw(expiry)}'
    returning 1
  )
  select exists (select from batch) as found, exists (select from acquired) as acquired`,
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

/** Milliseconds; less than the expiry, so that a chunk that waits for events keeps the lease. */
export const chunkTimeout = 40_000;

/** Runs a statement that may flush GIN indexes or wait for events, for at most 40 seconds. */
export const runChunk = <Row extends object>(
  db: Database,
  statement: CompiledQuery,
  values: Record<string, unknown>,
): Promise<Row[]> => db.transaction((tx) => run<Row>(tx, statement, values), chunkTimeout);

/** Creates the error of an upload whose lease has expired and was acquired by another one. */
export const leaseLost = () =>
  new Busy("This upload was idle for a minute, and another upload has taken over the batch.");

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

const deleteStatement = precompile(
  "delete uncommitted calls",
  sql`with ${leaseHeld}, uncommitted as (
    select position from calls
    where batch_id = ${param("batchId", "uuid")}
      and position > (
        select ${callCount} from batch_progress where batch_id = ${param("batchId", "uuid")})
      and position < ${param("below", "int")}
    order by position desc
    limit ${sql.raw(String(deleteLimit))}
  )
  delete from calls using lease, uncommitted
  where calls.batch_id = ${param("batchId", "uuid")} and calls.position = uncommitted.position
  returning calls.position`,
);

/** Deletes uncommitted calls from the last one down, so that no scan meets deleted rows. */
async function deleteUncommitted(db: Database, { id, batchId }: Lease): Promise<void> {
  let deleted: { position: number }[];
  let below = 2 ** 31 - 1;
  do {
    deleted = await runChunk(db, deleteStatement, { id, batchId, below });
    below = deleted.reduce((least, { position }) => Math.min(least, position), below);
  } while (deleted.length > 0);
}
