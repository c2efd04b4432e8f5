import { openClient } from "../db/connection.ts";
import { isRefused, isUnavailable } from "../db/errors.ts";
import type { Server } from "../db/server.ts";

/** Milliseconds between two attempts; the driver ends an attempt after five seconds. */
const interval = 250;

/**
 * Waits until the database accepts a connection, for at most `milliseconds`, and says so once.
 * Throws what the last attempt threw; at once, if waiting cannot help.
 */
export async function waitForDatabase(server: Server, milliseconds: number): Promise<void> {
  const deadline = performance.now() + milliseconds;
  const left = () => deadline - performance.now();
  for (let said = false;; said = true) {
    try {
      return await attempt(server);
    } catch (error) {
      const { code, message } = error as Error & { code?: string };
      const isHopeless = !isUnavailable(error) || isRefused(error) || code === "ENOTFOUND";
      if (isHopeless || left() < interval) throw error;
      if (!said) {
        console.error(`Waiting for the database, at most ${milliseconds / 1000} s: ${message}`);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}

async function attempt(server: Server): Promise<void> {
  const client = openClient({ ...server, pooling: "transaction", statementTimeout: 0 });
  try {
    await client.unsafe("select 1");
  } finally {
    void client.end({ timeout: 1 }).catch(() => {});
  }
}
