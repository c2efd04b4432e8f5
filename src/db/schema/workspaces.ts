import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { time } from "./columns.ts";

/** Tenants. A small, global table: a reference table on a distributed Postgres. */
export const workspaces = pgTable("workspaces", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  createdAt: time("created_at").notNull().defaultNow(),
});
