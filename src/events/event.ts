import type { Turn } from "../domain/call.ts";
import type { CallEvent } from "../domain/call_state.ts";

/** An event as it is reported: which call, and what happened. */
export type NewEvent = CallEvent & { batchId: string; callId: string; transcript?: Turn[] };
