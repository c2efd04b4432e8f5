// The page by Hono and Drizzle with OFFSET and count(*). No authentication, no transcripts, no batch.
import { serve } from "@hono/node-server";
import { asc, count, eq } from "drizzle-orm";
import { integer, jsonb, numeric, pgTable, smallint, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import { Hono } from "hono";
import postgres from "postgres";

const time = (name) => timestamp(name, { withTimezone: true });
const calls = pgTable("calls", {
  batchId: uuid("batch_id"),
  position: integer(),
  id: uuid(),
  phoneNumber: text("phone_number"),
  createdAt: time("created_at"),
  updatedAt: time("updated_at"),
  variables: jsonb(),
  status: text(),
  attempts: smallint(),
  nextAttemptAt: time("next_attempt_at"),
  attemptStatus: text("attempt_status"),
  from: text("from_number"),
  startedAt: time("started_at"),
  answeredAt: time("answered_at"),
  endedAt: time("ended_at"),
  callDuration: integer("call_duration"),
  answeredBy: text("answered_by"),
  hangupCause: text("hangup_cause"),
  hangupSource: text("hangup_source"),
  recordingUrl: text("recording_url"),
  provider: text(),
  providerCallId: text("provider_call_id"),
  costAmount: numeric("cost_amount"),
  costCurrency: text("cost_currency"),
  earlierLogs: jsonb("earlier_logs"),
});
const db = drizzle({ client: postgres(process.env.DATABASE_URL, { max: Number(process.env.POOL_SIZE) }) });

const app = new Hono();
app.get("/batches/:id/calls", async (c) => {
  const [page, limit] = [Number(c.req.query("page") ?? 1), Number(c.req.query("limit") ?? 10)];
  const where = eq(calls.batchId, c.req.param("id"));
  const rows = db.select().from(calls).where(where).orderBy(asc(calls.position)).limit(limit).offset((page - 1) * limit);
  if (c.req.query("count") === "none") return c.json({ page, limit, calls: await rows });
  const [found, [{ total }]] = await Promise.all([rows, db.select({ total: count() }).from(calls).where(where)]);
  return c.json({ page, limit, total, totalPages: Math.ceil(total / limit), calls: found });
});
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });
