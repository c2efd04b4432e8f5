-- Locks: `calls` against reading and writing while its two indexes are built, about 1.2 s a million
-- calls; the columns rewrite no row. `batches` while it is read once, for the index of deleted ones.
CREATE TABLE "staged_updates" (
	"batch_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"line" integer NOT NULL,
	"phone_number" text NOT NULL,
	"variables" jsonb NOT NULL,
	"search_text" text NOT NULL,
	CONSTRAINT "staged_updates_batch_id_position_pk" PRIMARY KEY("batch_id","position")
);
--> statement-breakpoint
CREATE TABLE "upload_results" (
	"batch_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"after_position" integer NOT NULL,
	"added" integer NOT NULL,
	"updated" integer NOT NULL,
	"duplicate_count" integer NOT NULL,
	"rejected_count" integer NOT NULL,
	CONSTRAINT "upload_results_batch_id_id_pk" PRIMARY KEY("batch_id","id")
);
--> statement-breakpoint
DROP INDEX "calls_phone_number";--> statement-breakpoint
ALTER TABLE "calls" ALTER COLUMN "phone_number" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "unique_by" text DEFAULT 'phoneNumber' NOT NULL;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "one_per_number" boolean DEFAULT true;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "unique_key" text;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "withdrawn_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "batches_deleted" ON "batches" USING btree ("deleted_workspace_id") WHERE "batches"."deleted_workspace_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "calls_number" ON "calls" USING btree ("batch_id","phone_number","one_per_number");--> statement-breakpoint
CREATE UNIQUE INDEX "calls_unique_key" ON "calls" USING btree ("batch_id","unique_key") WHERE "calls"."unique_key" is not null;