-- Locks: batches and batch_progress against reads and writes, while a column is added to each and
-- rows are rewritten: milliseconds per 10,000 batches.
ALTER TABLE "batch_progress" ADD COLUMN "overdue_at" timestamp(3) with time zone;
--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "max_call_seconds" integer DEFAULT 14400 NOT NULL;
--> statement-breakpoint
-- The next read of a batch with dials under way finds out when they are overdue.
UPDATE "batch_progress" SET "overdue_at" = now() WHERE "initiated" + "ringing" + "in_progress" > 0;
--> statement-breakpoint
-- Times of schedules become what every response shows: UTC with milliseconds.
UPDATE "batches" SET "schedule" = "schedule" || (
	SELECT coalesce(jsonb_object_agg("key", to_char(
		regexp_replace("value", '(\.\d{3})\d+', '\1')::timestamptz AT TIME ZONE 'UTC',
		'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), '{}')
	FROM jsonb_each_text("schedule") WHERE "key" IN ('startAt', 'endAt') AND "value" IS NOT NULL)
WHERE "schedule" IS NOT NULL;
