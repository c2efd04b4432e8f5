/** What the holder of a lease does with it, and how the lease is released. */
import { type SQL, sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { type CompiledQuery, param, precompile } from "../db/statement.ts";

export type Lease = { id: string; batchId: string };

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
): Promise<Row[]> =>
  db.transaction((tx) => run<Row>(tx, statement, values, { commits: true }), chunkTimeout);

/**
 * Deletes the calls of the upload and releases the lease. Never throws: what the database does not
 * do now is tried again in the background, and done by the next upload when the lease has expired.
 */
export const rollBackUpload = (db: Database, lease: Lease): Promise<void> =>
  untilReleased(async () => {
    await deleteUncommitted(db, lease);
    await releaseLease(db, lease);
  });

/** Milliseconds before each further attempt to release: about as long as a lease lasts. */
const releasePauses = [250, 500, ...new Array<number>(14).fill(1000)];

/** Resolves after the first attempt. Without the others no upload begins until it expires. */
export async function untilReleased(release: () => Promise<unknown>): Promise<void> {
  const done = () => release().then(() => true, () => false);
  const again = async () => {
    for (const pause of releasePauses) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (await done()) return;
    }
  };
  if (!await done()) void again();
}

/** A lease that another upload has taken over deletes nothing that this one has staged. */
const releaseStatement = precompile(
  "release lease",
  sql`with released as (
    delete from uploads
    where batch_id = ${param("batchId", "uuid")} and id = ${param("id", "uuid")}
    returning batch_id
  )
  delete from staged_updates using released
  where staged_updates.batch_id = released.batch_id`,
);

export const releaseLease = (db: Database, { id, batchId }: Lease) =>
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
export async function deleteUncommitted(db: Database, { id, batchId }: Lease): Promise<void> {
  const [bounds] = await run<{ last: number; size: number }>(db, lastStatement, { batchId });
  if (!bounds) return;
  const { last, size } = bounds;
  for (let to = last; to > size; to -= deleteLimit) {
    const after = Math.max(size, to - deleteLimit);
    await runChunk(db, deleteStatement, { id, batchId, after, to });
  }
}
