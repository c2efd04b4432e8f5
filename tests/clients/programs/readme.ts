/** The contacts and events of README.md, and what the server says about them. */
import assert from "node:assert/strict";

export const contacts = [
  { phoneNumber: "+12025550142", firstName: "Ada" },
  { phoneNumber: "+12025550143", firstName: "Grace" },
];

/** Members with a default, such as `attempt`, are left out. */
export const eventsOf = (batchId: string, callId: string) => [
  { id: "1", batchId, callId, type: "answered" as const, at: "2026-03-02T10:00:10Z" },
  {
    id: "2",
    batchId,
    callId,
    type: "completed" as const,
    at: "2026-03-02T10:01:00Z",
    hangupCause: "normal_clearing" as const,
  },
];

export const filter = JSON.stringify({ callStatus: "completed" });

type Seen = { total: number | null; calls: { callDuration: number | null; variables?: unknown;
  phoneLogs?: unknown[]; transcript?: unknown }[] };

/** Checks the page of the completed call, which includes variables and phone logs only. */
export function check({ total, calls: [call] }: Seen): void {
  assert.equal(total, 1);
  assert.equal(call?.callDuration, 50);
  assert.deepEqual(call.variables, { firstName: "Ada" });
  assert.equal(call.phoneLogs?.length, 1);
  assert.equal("transcript" in call, false);
}
