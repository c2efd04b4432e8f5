import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { validKey } from "./valid_key.ts";
import type { Caller } from "../domain/caller.ts";

/** The owner of an API key, by the key's SHA-256 in hexadecimal; undefined when it is unknown or revoked. */
export async function findCaller(db: Database, keyHash: string): Promise<Caller | undefined> {
  const [row] = await run<Caller>(
    db.client,
    sql`select workspace_id as "workspaceId", to_json(scopes) as scopes
      from (${validKey(sql`${keyHash}`)}) as key`,
  );
  return row;
}
