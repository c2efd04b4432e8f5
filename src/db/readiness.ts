/** Whether a database that answers can serve: writable, with the schema of this version. */
import journal from "../../drizzle/meta/_journal.json" with { type: "json" };

/** When the last migration was generated, which is how Drizzle's table knows it. */
const lastMigration = Math.max(...journal.entries.map(({ when }) => when));

/** `transaction_read_only` is also on in a standby. */
export const readinessText = `select current_setting('transaction_read_only') as "readOnly",
  (select max(created_at) from drizzle.__drizzle_migrations)::text as migrated`;

export type ReadinessRow = { readOnly: string; migrated: string | null };

/** Returns why the database cannot serve; undefined if it can. A newer schema is no reason. */
export function whyNotReady({ readOnly, migrated }: ReadinessRow): string | undefined {
  if (readOnly !== "off") return "the database is read-only";
  return Number(migrated) < lastMigration ? "the database misses migrations" : undefined;
}
