-- Locks: `batches` and `transcripts` exclusively, `calls` against writes, each until the end: their
-- search texts are brought to the new form and two indexes are built, about 20 s per million calls.
ALTER TABLE "transcripts" ADD COLUMN "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- A search text as src/domain/search_text.ts makes it, from its exact form.
CREATE FUNCTION pg_temp.search_text(exact text) RETURNS text LANGUAGE sql AS $$
	SELECT CASE WHEN plain = exact THEN exact ELSE plain || chr(64977) || exact END
	FROM (SELECT normalize(regexp_replace(normalize(exact, NFD),
		'[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g'), NFC) AS plain
	) AS form
$$;--> statement-breakpoint
UPDATE "batches" SET "search_text" =
	pg_temp.search_text(normalize(lower(replace("name", chr(10), chr(64976))), NFC));--> statement-breakpoint
UPDATE "transcripts" SET "search_text" = (
	SELECT pg_temp.search_text(normalize(lower(coalesce(string_agg(
		replace(turn.value ->> 'text', chr(10), chr(64976)), chr(10) ORDER BY turn.number), '')), NFC))
	FROM json_array_elements("turns") WITH ORDINALITY AS turn(value, number));--> statement-breakpoint
UPDATE "calls" SET "search_text" =
	pg_temp.search_text(normalize(replace("search_text", chr(57354), chr(64976)), NFC))
WHERE "search_text" ~ '[^\x01-\x7f]';--> statement-breakpoint
DROP FUNCTION pg_temp.search_text(text);--> statement-breakpoint
CREATE INDEX "calls_number_anywhere" ON "calls" USING btree ("phone_number");--> statement-breakpoint
DO $$ BEGIN
	ALTER TABLE "transcripts" ALTER COLUMN "search_text" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;--> statement-breakpoint
CREATE INDEX "transcripts_search_text" ON "transcripts" USING gin ("batch_id","search_text" gin_trgm_ops);
