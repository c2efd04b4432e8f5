import type postgres from "postgres";
import type { Connection, Database } from "./client.ts";
import { isClosing } from "./closing.ts";

/**
 * Runs `work` in a transaction, undone when it throws. When the connection is lost the transaction is over at once, and nothing is sent on it any
 * more, not even a rollback, whatever `work` still does: postgres.js would write to a socket that is gone, from a timer, which ends the process.
 */
export async function transaction<T>(
  db: Database,
  work: (tx: Connection) => Promise<T>,
): Promise<T> {
  let lost: unknown;
  const begun = db.client.begin((tx) => {
    const send = (...query: Parameters<typeof tx.unsafe>) =>
      lost ? Promise.reject(lost) : tx.unsafe(...query);
    const guarded = { unsafe: send } as unknown as postgres.TransactionSql;
    return new Promise<T>((resolve, reject) => {
      // Left open after a loss: `begin` rejects by itself, and a settled promise would make it send the rollback.
      work(guarded).then(
        (result) => lost || resolve(result),
        (error) => lost || (isClosing(error) ? lost = error : reject(error)),
      );
    });
  });
  try {
    return await begun as T;
  } catch (error) {
    if (isClosing(error)) lost = error;
    throw error;
  }
}
