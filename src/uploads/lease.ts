/** Who may add calls to a batch: one upload at a time, by a lease (docs/decisions/0006-upload-lease.md). */
import { type SQL, sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { type CompiledQuery, param, precompile } from "../db/statement.ts";
import { Busy } from "../domain/errors.ts";
import { newId } from "../domain/id.ts";

export type Lease = { id: string; batchId: string };

export type Upload = Lease & {
  /** Calls that the batch has. */
  size: number;
  /** Creation time of the calls to come: never before that of the batch's last call. */
  createdAt: string;
};

/** Milliseconds to wait for another upload. */
const acquireTimeout = 10_000;
/** Milliseconds between two attempts: the first suits short uploads, each later pause is twice as long. */
const [firstPause, longestPause] = [10, 200];
/** A lease expires when its upload sends no heartbeat for this long. */
const expiry = "1 minute";

/**
 * Acquires the lease of a batch and deletes what an upload that died has left. Returns undefined when the workspace has
 * no such batch. Throws Busy when another upload holds the lease for 10 more seconds.
 */
export async function acquireLease(
  db: Database,
  workspaceId: string,
  batchId: string,
): Promise<Upload | undefined> {
  const lease = { id: newId(), batchId };
  const deadline = Date.now() + acquireTimeout;
  for (let pause = firstPause;; pause = Math.min(2 * pause, longestPause)) {
    const { found, acquired } = await tryToAcquire(db, workspaceId, lease);
    if (!found) return undefined;
    if (acquired) break;
    if (Date.now() > deadline) {
      throw new Busy("Another upload to this batch is under way. Send this one when it is over.");
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
  sql`with own as (
    select id from batches
    where id = ${param("batchId", "uuid")} and workspace_id = ${param("workspaceId", "uuid")}
  ), acquired as (
    insert into uploads (batch_id, id, seen_at)
    select own.id, ${param("id", "uuid")}, clock_timestamp()
    from own
    where not exists (
      select from uploads
      where batch_id = own.id and seen_at >= clock_timestamp() - interval '${sql.raw(expiry)}')
    on conflict (batch_id) do update set id = excluded.id, seen_at = excluded.seen_at
      where uploads.seen_at < clock_timestamp() - interval '${sql.raw(expiry)}'
    returning 1
  )
  select exists (select from own) as found, exists (select from acquired) as acquired`,
);

/** Takes a lease that is free or has expired, and never waits for a chunk of the upload under way. */
async function tryToAcquire(db: Database, workspaceId: string, lease: Lease) {
  const values = { workspaceId, ...lease };
  const [row] = await run<{ found: boolean; acquired: boolean }>(
    db,
    acquireStatement,
    values,
  );
  return row!;
}

const startStatement = precompile(
  "find start",
  sql`select ${callCount} as size,
    greatest(date_trunc('milliseconds', clock_timestamp()), (
      select created_at from calls
      where calls.batch_id = batch_progress.batch_id
      order by position desc
      limit 1))::text as "createdAt"
  from batch_progress
  where batch_id = ${param("batchId", "uuid")}`,
);

async function findStart(
  db: Database,
  batchId: string,
): Promise<Pick<Upload, "size" | "createdAt">> {
  const [start] = await run<Pick<Upload, "size" | "createdAt">>(db, startStatement, {
    batchId,
  });
  return start!;
}

/**
 * A CTE to join with, on `batchId` and `id`: it renews the lease, holds off a takeover until the statement ends, and is
 * empty once the lease is lost.
 */
export const leaseHeld: SQL = sql`lease as (
    update uploads set seen_at = clock_timestamp()
    where batch_id = ${param("batchId", "uuid")} and id = ${param("id", "uuid")}
    returning batch_id
  )`;

/** Milliseconds, fewer than a lease lasts: a statement that waits for events must not lose a long upload. */
const chunkTimeout = 40_000;

/** Runs a statement that may tidy indexes or wait for events, with a time limit of its own: 40 seconds. */
export const runChunk = <Row extends object>(
  db: Database,
  statement: CompiledQuery,
  values: Record<string, unknown>,
): Promise<Row[]> => db.transaction((tx) => run<Row>(tx, statement, values), chunkTimeout);

const commitStatement = precompile(
  "commit upload",
  sql`with lease as (
    delete from uploads
    where batch_id = ${param("batchId", "uuid")} and id = ${param("id", "uuid")}
    returning batch_id
  ), upload as (
    select batch_id, ${param("added", "int")} as added from lease
  )
  update batch_progress set
    queued = queued + added,
    updated_at = case when added > 0 then clock_timestamp() else updated_at end,
    status = case when status = 'completed' and added > 0 then 'active' else status end
  from upload
  where batch_progress.batch_id = upload.batch_id
  returning 1`,
);

/** Makes the new calls count and releases the lease. Events wait for this statement only. Throws Busy without the lease. */
export async function commitUpload(
  db: Database,
  { id, batchId }: Upload,
  added: number,
): Promise<void> {
  const committed = await runChunk(db, commitStatement, { id, batchId, added });
  if (committed.length === 0) throw leaseLost();
}

export const leaseLost = () =>
  new Busy("This upload sent nothing for a minute, and another one has taken its place.");

const renewStatement = precompile("renew lease", sql`with ${leaseHeld} select from lease`);

/** The heartbeat of an upload. */
export const renewLease = (db: Database, { id, batchId }: Lease): Promise<unknown> =>
  run(db, renewStatement, { id, batchId });

/** Deletes what the upload has added, and releases the lease. */
export async function rollBackUpload(db: Database, lease: Lease): Promise<void> {
  await deleteUncommitted(db, lease);
  await releaseLease(db, lease);
}

const releaseStatement = precompile(
  "release lease",
  sql`delete from uploads where batch_id = ${param("batchId", "uuid")} and id = ${
    param("id", "uuid")
  }`,
);

const releaseLease = (db: Database, { id, batchId }: Lease) =>
  run(db, releaseStatement, { id, batchId });

/** Rows that one statement deletes at most. */
const pieceLength = 10_000;

const deleteStatement = precompile(
  "delete uncommitted calls",
  sql`with ${leaseHeld}, surplus as (
    select position from calls
    where batch_id = ${param("batchId", "uuid")}
      and position > (select ${callCount} from batch_progress where batch_id = ${
    param("batchId", "uuid")
  })
      and position < ${param("below", "int")}
    order by position desc
    limit ${sql.raw(String(pieceLength))}
  )
  delete from calls using lease, surplus
  where calls.batch_id = ${param("batchId", "uuid")} and calls.position = surplus.position
  returning calls.position`,
);

/** Deletes the calls that do not count, from the last: no piece reads through what the one before has deleted. */
async function deleteUncommitted(db: Database, { id, batchId }: Lease): Promise<void> {
  let deleted: { position: number }[];
  let below = 2 ** 31 - 1;
  do {
    deleted = await runChunk(db, deleteStatement, { id, batchId, below });
    below = deleted.reduce((least, { position }) => Math.min(least, position), below);
  } while (deleted.length > 0);
}
