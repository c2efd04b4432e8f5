/** Requests that are made to wait, so that a test can do something meanwhile. A server's only: the embedded database has one session. */
import assert from "node:assert/strict";
import type { TestDatabase } from "./client.ts";

/** Runs `work` while whoever looks into the table waits; `isWaiting` tells whether someone does. */
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

/** Waits for it, 20 seconds at most. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !await holds();) {
    assert.ok(Date.now() < deadline, `20 s, and it is not so that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
