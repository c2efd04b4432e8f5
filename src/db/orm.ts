import { drizzle, type PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import type { Connection } from "./client.ts";
import * as schema from "./schema/index.ts";

/**
 * Drizzle's query builder on a connection. Apart from the client, so that it is not in the Worker:
 * the statements of operations are plain SQL.
 */
export const orm = (connection: Connection): PgRemoteDatabase<typeof schema> =>
  drizzle(async (text, params, method) => {
    const arrays = method === "all";
    return { rows: await connection.send<unknown[]>({ text, params, prepare: true, arrays }) };
  }, { schema });
