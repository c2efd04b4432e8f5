import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import type { Caller } from "../domain/caller.ts";
import { validKey } from "./valid_key.ts";

const statement = precompile(
  "find caller",
  sql`select workspace_id as "workspaceId", to_json(scopes) as scopes
    from (${validKey(param("keyHash", "text"))}) as key`,
);

/** Finds the caller by the SHA-256 of its API key (hexadecimal); undefined if not a valid key. */
export async function findCaller(
  db: Database,
  keyHash: string,
  waitSignal?: AbortSignal,
): Promise<Caller | undefined> {
  const [row] = await run<Caller>(db, statement, { keyHash }, { waitSignal });
  return row;
}
