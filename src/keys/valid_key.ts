import { type SQL, sql } from "drizzle-orm";

/** Selects the workspace and scopes of a valid API key, else no row. The only such definition. */
export const validKey = (keyHash: SQL): SQL =>
  sql`select workspace_id, scopes from api_keys where key_hash = ${keyHash} and revoked_at is null`;
