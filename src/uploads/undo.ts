/** Takes an upload back as if it had not been. */
import { sql } from "drizzle-orm";
import { type Connection, type Database, run } from "../db/client.ts";
import { callCount, openCount } from "../db/counters.ts";
import { param, precompile } from "../db/statement.ts";
import { findUpload } from "./find.ts";
import { chunkTimeout, type Lease, leaseHeld, rollBackUpload } from "./held_lease.ts";
import { acquireLease, leaseLost } from "./lease.ts";

/** Why an upload cannot be undone, for people. */
export type Obstacle = { obstacle: string };

/**
 * Undoes an upload: what it added then stands behind the batch's counters, like the calls of an
 * upload that failed, and is deleted like those. Holds the lease, so no upload runs meanwhile, and
 * the lock of the counters, so no event is recorded. Throws Busy if another upload holds the lease.
 */
export async function undoUpload(
  db: Database,
  workspaceId: string,
  batchId: string,
  uploadId: string,
): Promise<"undone" | "missing" | Obstacle> {
  // Nobody waits for the lease of a batch to learn that there is no such upload.
  if (!await findUpload(db, workspaceId, batchId, uploadId)) return "missing";
  const lease = await acquireLease(db, workspaceId, batchId);
  if (!lease) return "missing";
  try {
    return await db.inTurn(
      [`${workspaceId} ${batchId.toLowerCase()}`],
      () => db.transaction((tx) => takeBack(tx, lease, uploadId), chunkTimeout),
    );
  } finally {
    await rollBackUpload(db, lease);
  }
}

const lockStatement = precompile(
  "lock batch to undo",
  sql`with ${leaseHeld}
    select ${callCount} as size from batch_progress
    where batch_id = (select batch_id from lease)
    for update`,
);

const stateStatement = precompile(
  "what an upload became",
  sql`select after_position as after, added, updated,
      count(*) filter (where calls.attempts > 0)::int as dialed,
      count(*) filter (where calls.status = 'canceled')::int as canceled
    from upload_results as upload
    left join calls on calls.batch_id = upload.batch_id
      and calls.position > upload.after_position
      and calls.position <= upload.after_position + upload.added
    where upload.batch_id = ${param("batchId", "uuid")} and upload.id = ${param("uploadId", "uuid")}
    group by after_position, added, updated`,
);

type UploadState = {
  after: number;
  added: number;
  updated: number;
  dialed: number;
  canceled: number;
};

/** A batch that has calls, all of them final, is completed; an empty one keeps its status. */
const takeBackStatement = precompile(
  "take back upload",
  sql`with taken as (
    delete from upload_results
    where batch_id = ${param("batchId", "uuid")} and id = ${param("uploadId", "uuid")}
  )
  update batch_progress set
    queued = queued - ${param("queued", "int")},
    canceled = canceled - ${param("canceled", "int")},
    updated_at = statement_timestamp(),
    status = case
      when status = 'active' and ${openCount} = ${param("queued", "int")}
        and ${callCount} > ${param("queued", "int")} + ${param("canceled", "int")} then 'completed'
      else status end
  where batch_id = ${param("batchId", "uuid")}`,
);

async function takeBack(
  tx: Connection,
  { id, batchId }: Lease,
  uploadId: string,
): Promise<"undone" | "missing" | Obstacle> {
  const [batch] = await run<{ size: number }>(tx, lockStatement, { id, batchId });
  if (!batch) throw leaseLost();
  const [upload] = await run<UploadState>(tx, stateStatement, { batchId, uploadId });
  if (!upload) return "missing";
  const obstacle = obstacleOf(upload, batch.size);
  if (obstacle !== undefined) return { obstacle };
  const { added, canceled } = upload;
  await run(tx, takeBackStatement, { batchId, uploadId, queued: added - canceled, canceled });
  return "undone";
}

function obstacleOf(upload: UploadState, size: number): string | undefined {
  const { after, added, updated, dialed } = upload;
  if (dialed > 0) {
    return `${dialed} of the ${added} calls that it added ${
      dialed === 1 ? "was" : "were"
    } dialled.`;
  }
  if (added > 0 && after + added < size) {
    return "A later upload has added calls after its own: undo that one first.";
  }
  if (updated > 0) {
    return `It updated ${updated} earlier ${updated === 1 ? "call" : "calls"}, whose former ` +
      "variables are gone.";
  }
  return undefined;
}
