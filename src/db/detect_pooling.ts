import { openClient } from "./connection.ts";
import type { Server } from "./server.ts";
import { type Pooling, startupParameters } from "./session.ts";

/** Milliseconds of a limit that nobody configures: what a session has is what it was asked for. */
const unusualTimeout = () => 3_600_000 + Math.floor(Math.random() * 1_000_000);

/**
 * Finds out whether a connection is a session. PgBouncer rejects start-up parameters or, where told
 * to accept them, ignores them, as other poolers do. Both count as transaction mode.
 */
export async function detectPooling(server: Server): Promise<Pooling> {
  const statementTimeout = unusualTimeout();
  const client = openClient({ ...server, pooling: "session", statementTimeout });
  try {
    const wanted = startupParameters(statementTimeout);
    const rows = await client.unsafe("select name, setting from pg_settings");
    const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
    const applied = Object.entries(wanted).every(([name, value]) => settings.get(name) === value);
    return applied ? "session" : "transaction";
  } catch (error) {
    if (/unsupported startup parameter/i.test((error as Error).message)) return "transaction";
    throw error;
  } finally {
    await client.end({ timeout: 1 });
  }
}
