export { apiKeys } from "./api_keys.ts";
export { batches } from "./batches.ts";
export { batchProgress } from "./batch_progress.ts";
export { callEvents, callEventType } from "./call_events.ts";
export { calls } from "./calls.ts";
export { transcripts } from "./transcripts.ts";
export { uploads } from "./uploads.ts";
export { workspaces } from "./workspaces.ts";
