/** Makes requests wait for a lock. Needs a server: the embedded database has one session. */
import assert from "node:assert/strict";
import type { TestDatabase } from "./client.ts";
import { timeLimit } from "./time_limit.ts";

/** Runs `work` while the table is locked; `isWaiting` returns whether a statement waits for it. */
export async function whileLocked<T>(
  db: TestDatabase,
  table: "api_keys" | "batches" | "calls",
  work: (isWaiting: () => Promise<boolean>) => Promise<T>,
): Promise<T> {
  return await db.client.begin(async (tx) => {
    await tx.unsafe(`lock table ${table} in access exclusive mode`);
    return await work(async () =>
      (await tx`select from pg_locks where relation = ${table}::regclass and not granted`).length >
        0
    );
  }) as T;
}

/** Waits until the condition is true. Fails after 20 seconds, or later on a busy machine. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const limit = timeLimit(20_000);
  for (const deadline = Date.now() + limit; !await holds();) {
    assert.ok(Date.now() < deadline, `${limit / 1000} s, and it is not so that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
