import { type SQL, sql } from "drizzle-orm";

/** What a valid API key is, for every statement that checks one: its workspace and scopes, or no row. */
export const validKey = (keyHash: SQL): SQL =>
  sql`select workspace_id, scopes from api_keys where key_hash = ${keyHash} and revoked_at is null`;
