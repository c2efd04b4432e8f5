import assert from "node:assert/strict";
import type { Node } from "../../support/oracle.ts";
import type { Recipe } from "../../support/recipe.ts";

let requests = 0;
const strange = (event: Node, batchId?: string) => event.batchId !== batchId;

export default {
  adds: true,
  foreign: ({ status }) => assert.equal(status, 422),
  adapt(body, { batchId, callId }, draw) {
    const request = ++requests;
    // An id of its own: a known one with other content is a 422.
    const events = body.events.map((event: Node, i: number) => ({
      ...event,
      id: `${request} ${i}`,
      ...(draw.chance(90) ? { batchId, callId } : {}),
    }));
    return { events };
  },
  mayReject: ({ events }, { batchId }) =>
    events.some((event: Node) => strange(event, batchId)) ? [422] : [],
  statuses: {
    422(client, { batchId }) {
      const callId = crypto.randomUUID();
      const event = { id: "1", batchId, callId, type: "ringing", at: "2026-01-01T00:00:00Z" };
      return client.post("/v1/call-events", { events: [event] });
    },
  },
} satisfies Recipe;
