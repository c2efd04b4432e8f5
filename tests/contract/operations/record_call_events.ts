import assert from "node:assert/strict";
import type { Node } from "../../support/oracle.ts";
import type { Recipe } from "../../support/recipe.ts";

const strange = (event: Node, batchId?: string) => event.batchId !== batchId;

export default {
  adds: true,
  foreign: ({ status }) => assert.equal(status, 422),
  adapt(body, { batchId, callId }, draw) {
    const events = body.events.map((event: Node) =>
      draw.chance(90) ? { ...event, batchId, callId } : event
    );
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
