import { sql } from "drizzle-orm";
import { type Connection, type Database, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { neverDialed } from "../db/never_dialed.ts";
import { batches, batchProgress, calls } from "../db/schema/index.ts";
import { param, precompile } from "../db/statement.ts";
import type { CallStatus } from "../domain/call.ts";
import { positionOf } from "../domain/id.ts";
import type { UniqueBy } from "../domain/unique_by.ts";

/** Where a call is. */
export type CallPlace = { batchId: string; callId: string };

export type LockedCall = {
  position: number;
  uniqueBy: UniqueBy;
  /** Null once the contact is erased. */
  phoneNumber: string | null;
  variables: Record<string, unknown>;
  status: CallStatus;
  attempts: number;
  withdrawn: boolean;
  /** Whether it was never dialled, withdrawn or erased. */
  changeable: boolean;
};

const lockStatement = precompile(
  "lock batch of a call",
  sql`select ${batches.uniqueBy} as "uniqueBy", ${callCount} as size
    from ${batchProgress}
    join ${batches} on ${batches.id} = ${batchProgress.batchId}
    where ${batches.id} = ${param("batchId", "uuid")}
      and ${batches.workspaceId} = ${param("workspaceId", "uuid")}
    for update of ${batchProgress}`,
);

const callStatement = precompile(
  "call of a locked batch",
  sql`select ${calls.position} as position, ${calls.phoneNumber} as "phoneNumber",
      ${calls.variables} as variables, ${calls.status} as status, ${calls.attempts} as attempts,
      ${calls.withdrawnAt} is not null as withdrawn, ${neverDialed} as changeable
    from ${calls}
    where ${calls.batchId} = ${param("batchId", "uuid")}
      and ${calls.position} = ${param("position", "int")}
      and ${calls.position} <= ${param("size", "int")}
      and ${calls.id} = ${param("callId", "uuid")}`,
);

/**
 * Runs `work` with a call whose batch is locked: no event is recorded meanwhile. Returns undefined
 * if the workspace has no such call. Rolls back when `work` throws.
 */
export async function withLockedCall<T>(
  db: Database,
  workspaceId: string,
  { batchId, callId }: CallPlace,
  work: (tx: Connection, call: LockedCall) => Promise<T>,
): Promise<T | undefined> {
  const values = { workspaceId, batchId, callId, position: positionOf(callId) };
  return await db.inTurn(
    [`${workspaceId} ${batchId.toLowerCase()}`],
    () =>
      db.transaction(async (tx) => {
        const [batch] = await run<{ uniqueBy: UniqueBy; size: number }>(tx, lockStatement, values);
        if (!batch) return undefined;
        const { size, uniqueBy } = batch;
        const [call] = await run<Omit<LockedCall, "uniqueBy">>(tx, callStatement, {
          ...values,
          size,
        });
        return call && await work(tx, { ...call, uniqueBy });
      }),
  );
}
