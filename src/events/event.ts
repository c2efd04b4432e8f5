import type { Turn } from "../domain/call.ts";
import type { CallEvent } from "../domain/call_state.ts";

/** A reported event and the call that it belongs to. */
export type NewEvent = CallEvent & { batchId: string; callId: string; transcript?: Turn[] };
