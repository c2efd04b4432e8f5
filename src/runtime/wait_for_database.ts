import { lacksTls } from "./lacks_tls.ts";
import { openClient } from "../db/connection.ts";
import { isConnectionLost, isRefused, isUnavailable } from "../db/errors.ts";
import type { Server } from "../db/server.ts";
import { messageOf } from "./process.ts";

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
      const { code } = error as Error & { code?: string };
      const isFinal = !isUnavailable(error) || isRefused(error) || code === "ENOTFOUND";
      if (isFinal || left() < interval) throw error;
      if (!said) {
        console.error(
          `Waiting for the database, at most ${milliseconds / 1000} s: ${messageOf(error)}`,
        );
      }
    }
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}

async function attempt(server: Server): Promise<void> {
  const client = openClient({ ...server, pooling: "transaction", statementTimeout: 0 });
  try {
    await client.unsafe("select 1");
  } catch (error) {
    // The driver begins TLS even so, and only learns that the connection is lost.
    const { host: [host], port: [port] } = client.options;
    if (typeof server.ssl === "object" && isConnectionLost(error) && await lacksTls(host!, port!)) {
      throw new Error(`the server does not speak TLS, which sslmode of DATABASE_URL requires`);
    }
    throw error;
  } finally {
    void client.end({ timeout: 1 }).catch(() => {});
  }
}
