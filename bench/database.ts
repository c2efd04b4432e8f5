/** The database of the application, with a raw client for statements that it never sends. */
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { connect, type ConnectOptions, type Database } from "../src/db/client.ts";

export type BenchDatabase = Database & { client: postgres.Sql };

export function openBenchDatabase(url: string, options: ConnectOptions): BenchDatabase {
  const db = connect(url, { watched: false, ...options });
  const client = postgres(url, {
    max: 4,
    onnotice() {},
    connection: { TimeZone: "UTC", jit: "off", max_parallel_workers_per_gather: 0 } as never,
  });
  drizzle({ client }); // makes the client return times as text
  const close = async () => void await Promise.all([db.close(), client.end({ timeout: 5 })]);
  return { ...db, client, close };
}
