-- Locks: `batches` and `batch_progress` exclusively for an instant; no row is rewritten.
ALTER TABLE "batches" ALTER COLUMN "workspace_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "batch_progress" ADD COLUMN "started_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "deleted_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "deleted_workspace_id" uuid;