import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns.ts";
import { workspaces } from "./workspaces.ts";

/** Hashes of bearer tokens. A small, global table: a reference table on a distributed Postgres. */
export const apiKeys = pgTable("api_keys", {
  id: uuid().primaryKey(),
  workspaceId: uuid("workspace_id").notNull().references(() => workspaces.id),
  name: text().notNull(),
  /** The first characters of the token: enough to recognise it, too few to use it. */
  prefix: text().notNull(),
  /** SHA-256 of the token in lower-case hexadecimal: 256 random bits need no slow hash. */
  keyHash: text("key_hash").notNull().unique(),
  scopes: text().array().notNull(),
  createdAt: time("created_at").notNull().defaultNow(),
  revokedAt: time("revoked_at"),
});
