-- Locks: it creates what it changes, so nobody waits for it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
CREATE TYPE "public"."call_event_type" AS ENUM('initiated', 'ringing', 'answered', 'completed', 'busy', 'no-answer', 'failed', 'canceled', 'recording-available', 'transcript-available');
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "api_keys_key_hash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "batch_progress" (
	"batch_id" uuid PRIMARY KEY NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"queued" integer DEFAULT 0 NOT NULL,
	"initiated" integer DEFAULT 0 NOT NULL,
	"ringing" integer DEFAULT 0 NOT NULL,
	"in_progress" integer DEFAULT 0 NOT NULL,
	"completed" integer DEFAULT 0 NOT NULL,
	"busy" integer DEFAULT 0 NOT NULL,
	"no_answer" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"canceled" integer DEFAULT 0 NOT NULL,
	"first_event_at" timestamp(3) with time zone,
	"last_event_at" timestamp(3) with time zone,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"calling_numbers" text[] DEFAULT '{}' NOT NULL,
	"retry" jsonb,
	"schedule" jsonb,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_events" (
	"batch_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"type" "call_event_type" NOT NULL,
	"attempt" smallint NOT NULL,
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"details" json,
	CONSTRAINT "call_events_batch_id_position_number_pk" PRIMARY KEY("batch_id","position","number")
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"batch_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"id" uuid NOT NULL,
	"phone_number" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"variables" jsonb NOT NULL,
	"search_text" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp(3) with time zone,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"attempt_status" text,
	"from_number" text,
	"started_at" timestamp(3) with time zone,
	"answered_at" timestamp(3) with time zone,
	"ended_at" timestamp(3) with time zone,
	"call_duration" integer,
	"answered_by" text,
	"hangup_cause" text,
	"hangup_source" text,
	"recording_url" text,
	"provider" text,
	"provider_call_id" text,
	"cost_amount" numeric,
	"cost_currency" text,
	"earlier_logs" jsonb,
	CONSTRAINT "calls_batch_id_position_pk" PRIMARY KEY("batch_id","position")
);
--> statement-breakpoint
CREATE TABLE "transcripts" (
	"batch_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"attempt" smallint NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"turns" json NOT NULL,
	CONSTRAINT "transcripts_batch_id_position_pk" PRIMARY KEY("batch_id","position")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"batch_id" uuid PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"seen_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_progress" ADD CONSTRAINT "batch_progress_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batches_workspace_created" ON "batches" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "calls_phone_number" ON "calls" USING btree ("batch_id","phone_number");--> statement-breakpoint
CREATE INDEX "calls_variables" ON "calls" USING gin ("batch_id","variables" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "calls_search_text" ON "calls" USING gin ("batch_id","search_text" gin_trgm_ops);
--> statement-breakpoint
-- Room on each page for a second version of all its rows, also when one request completes the calls
-- of a whole page: updates then stay in place (HOT).
ALTER TABLE "calls" SET (fillfactor = 30);
--> statement-breakpoint
-- lz4 unpacks transcripts several times faster than pglz; a Postgres built without it keeps pglz.
DO $$ BEGIN
	ALTER TABLE "transcripts" ALTER COLUMN "turns" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;
