/** Who may add calls to a batch: one upload at a time. See the table `uploads` for why it is not one transaction. */
import { type SQL, sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { transaction } from "../db/transaction.ts";
import { Busy } from "../domain/errors.ts";
import { newId } from "../domain/id.ts";

type UploadKey = { id: string; batchId: string };

export type Upload = UploadKey & {
  /** Calls that the batch has. */
  size: number;
  /** When the calls to come are created: never before the last of those. */
  createdAt: string;
};

/** Milliseconds to wait for an upload that is under way, and between two looks: the first is for short uploads, the others wait twice as long each. */
const patience = 10_000;
const [firstPause, longestPause] = [10, 200];

/**
 * Takes the batch for an upload, once one that is under way is over, and clears away what a dead one has left. Undefined when the workspace has no such
 * batch. Throws Busy when the other one lasts longer than 10 seconds.
 */
export async function takeBatch(db: Database, workspaceId: string, batchId: string): Promise<Upload | undefined> {
  const id = newId();
  const deadline = Date.now() + patience;
  for (let pause = firstPause;; pause = Math.min(2 * pause, longestPause)) {
    const { found, taken } = await tryToTake(db, workspaceId, batchId, id);
    if (!found) return undefined;
    if (taken) break;
    if (Date.now() > deadline) {
      throw new Busy("Another upload to this batch is under way. Send this one when it is over.");
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  try {
    await clearAway(db, { id, batchId });
    return { id, batchId, ...await findStart(db, batchId) };
  } catch (error) {
    await letGo(db, { id, batchId }).catch(() => {});
    throw error;
  }
}

async function findStart(db: Database, batchId: string): Promise<Pick<Upload, "size" | "createdAt">> {
  const [start] = await run<Pick<Upload, "size" | "createdAt">>(
    db.client,
    sql`select ${callCount} as size,
      greatest(date_trunc('milliseconds', clock_timestamp()), (select created_at from calls
        where calls.batch_id = ${batchId}::uuid order by position desc limit 1))::text as "createdAt"
    from batch_progress where batch_id = ${batchId}::uuid`,
  );
  return start!;
}

/** Does not wait for a chunk of the upload that is under way: it only takes what is free or dead. */
async function tryToTake(db: Database, workspaceId: string, batchId: string, id: string) {
  const [row] = await run<{ found: boolean; taken: boolean }>(
    db.client,
    sql`with own as (
      select id from batches where id = ${batchId}::uuid and workspace_id = ${workspaceId}::uuid
    ), taken as (
      insert into uploads (batch_id, id, seen_at) select own.id, ${id}::uuid, clock_timestamp() from own
      where not exists (select from uploads where batch_id = own.id and seen_at >= clock_timestamp() - interval '1 minute')
      on conflict (batch_id) do update set id = excluded.id, seen_at = excluded.seen_at
        where uploads.seen_at < clock_timestamp() - interval '1 minute'
      returning 1
    ) select exists (select from own) as found, exists (select from taken) as taken`,
  );
  return row!;
}

/** A CTE to join with: it says that the upload is alive, holds off a takeover until the statement is over, and is empty when there was one. */
export const held = ({ id, batchId }: UploadKey) =>
  sql`held as (
      update uploads set seen_at = clock_timestamp() where batch_id = ${batchId}::uuid and id = ${id}::uuid returning batch_id
    )`;

/**
 * Runs a statement that may have to put indexes in order or to wait for events, which is no reason to lose a long upload: it has 40 seconds, less than the
 * minute after which the upload would be taken for dead.
 */
export async function patiently<Row extends object>(db: Database, statement: SQL): Promise<Row[]> {
  return await transaction(db, async (tx) => {
    const limits = sql`select set_config('statement_timeout', '40s', true),
      set_config('idle_in_transaction_session_timeout', '10s', true)`;
    const [, rows] = await Promise.all([run(tx, limits), run<Row>(tx, statement)]);
    return rows;
  });
}

/** Makes the new calls count, and lets go of the batch. Only here does an upload hold up events. Throws Busy when the batch was taken over. */
export async function finishUpload(db: Database, { id, batchId }: Upload, added: number): Promise<void> {
  const finished = await patiently(
    db,
    sql`with held as (delete from uploads where batch_id = ${batchId}::uuid and id = ${id}::uuid returning batch_id)
    update batch_progress set queued = queued + ${added}::int,
      updated_at = case when ${added}::int > 0 then clock_timestamp() else updated_at end,
      status = case when status = 'completed' and ${added}::int > 0 then 'active' else status end
    from held where batch_progress.batch_id = held.batch_id returning 1`,
  );
  if (finished.length === 0) throw takenOver();
}

export const takenOver = () =>
  new Busy("This upload was not heard of for a minute, and another one has taken its place.");

/** Says that the upload is alive. */
export const renewUpload = (db: Database, upload: UploadKey): Promise<unknown> =>
  run(db.client, sql`with ${held(upload)} select from held`);

/** Undoes what the upload has added, and lets go of the batch. */
export async function abandonUpload(db: Database, upload: UploadKey): Promise<void> {
  await clearAway(db, upload);
  await letGo(db, upload);
}

const letGo = (db: Database, { id, batchId }: UploadKey) =>
  run(db.client, sql`delete from uploads where batch_id = ${batchId}::uuid and id = ${id}::uuid`);

/** Rows that one statement deletes at most. */
const pieceLength = 10_000;

/** Deletes the calls that do not count, piece by piece from the last: each looks only below the one before, not through what that has left behind. */
async function clearAway(db: Database, upload: UploadKey): Promise<void> {
  const { batchId } = upload;
  let deleted: { position: number }[];
  let below = 2 ** 31 - 1;
  do {
    deleted = await patiently(
      db,
      sql`with ${held(upload)}, surplus as (
        select position from calls where batch_id = ${batchId}::uuid
          and position > (select ${callCount} from batch_progress where batch_id = ${batchId}::uuid) and position < ${below}::int
        order by position desc limit ${pieceLength}::int
      ) delete from calls using held, surplus
      where calls.batch_id = ${batchId}::uuid and calls.position = surplus.position returning calls.position`,
    );
    below = deleted.reduce((least, { position }) => Math.min(least, position), below);
  } while (deleted.length > 0);
}
