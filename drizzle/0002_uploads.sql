CREATE TABLE "uploads" (
	"batch_id" uuid PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"seen_at" timestamp(3) with time zone NOT NULL
);
