import type { Database } from "../db/client.ts";
import { type AddCallsOptions, Chunks } from "./chunks.ts";
import type { Contact, Rejection } from "./contact.ts";
import { acquireLease } from "./lease.ts";
import { type AddCallsResult, addRejection, byLine, maxListed, noResult } from "./result.ts";

export type { AddCallsResult } from "./result.ts";

/** Thrown after an upload was rolled back because of rejected rows. */
export class RowsRejected extends Error {
  override name = "RowsRejected";
  constructor(readonly result: AddCallsResult) {
    super("rows were rejected");
  }
}

/**
 * Streams contacts into a batch in chunks, and makes all of them visible at the end. What the batch
 * is unique by decides which contacts are duplicates. Uploads to the same batch run one at a time;
 * events do not wait for them.
 *
 * Returns undefined, and reads nothing, if the workspace has no such batch. Throws RowsRejected
 * with at most 100 rejections, after a rollback, if a row is rejected and `skip` is false. Throws
 * Busy if another upload holds the lease, and what `reauthorize` rejects with.
 */
export async function addCalls(
  db: Database,
  workspaceId: string,
  batchId: string,
  rows: AsyncIterable<Contact | Rejection>,
  options: AddCallsOptions = {},
): Promise<AddCallsResult | undefined> {
  const { skip = false, onDuplicate = "skip" } = options;
  const source = rows[Symbol.asyncIterator]();
  const result = noResult();
  const rowsRejected = new RowsRejected(result);
  // Duplicates are found by inserting, so an upload that rejects them goes on to list some.
  const enough = skip ? Infinity : onDuplicate === "reject" ? maxListed : 1;
  try {
    const upload = await acquireLease(db, workspaceId, batchId);
    if (!upload) return undefined;
    const chunks = new Chunks(db, upload, result, options);
    const next = () => chunks.unlessEnded(source.next());
    try {
      for (let row = await next(); !row.done; row = await next()) {
        await chunks.take(row.value);
        if (result.rejectedCount >= enough) throw rowsRejected;
      }
      await chunks.flush();
      if (result.rejectedCount > 0 && !skip) throw rowsRejected;
      return await chunks.commit();
    } catch (error) {
      await chunks.rollBack();
      throw error;
    } finally {
      chunks.stop();
    }
  } catch (error) {
    if (error === rowsRejected) await collectRejections(source, result);
    result.rejected.sort(byLine);
    throw error;
  } finally {
    // Not awaited: after a database error the client may stall forever.
    source.return?.().catch(() => {});
  }
}

async function collectRejections(
  source: AsyncIterator<Contact | Rejection>,
  result: AddCallsResult,
): Promise<void> {
  while (result.rejectedCount < maxListed) {
    const { done, value } = await source.next();
    if (done) return;
    if ("reason" in value) addRejection(result, value);
  }
}
