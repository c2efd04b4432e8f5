-- What the role that serves requests may do: read keys, but make none; no DDL; of an event nothing
-- changes but the details, which an erasure removes. As `callboard_owner`, after each
-- `deno task migrate`.
GRANT USAGE ON SCHEMA drizzle TO callboard_server;
GRANT SELECT ON drizzle.__drizzle_migrations, api_keys TO callboard_server;
GRANT SELECT, INSERT, UPDATE (details) ON call_events TO callboard_server;
GRANT SELECT, INSERT, UPDATE ON batches, batch_progress TO callboard_server;
GRANT SELECT, INSERT, UPDATE, DELETE ON calls, transcripts, uploads TO callboard_server;
GRANT SELECT, INSERT, DELETE ON upload_results, staged_updates TO callboard_server;
