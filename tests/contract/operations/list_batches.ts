import assert from "node:assert/strict";
import type { Node } from "../../support/oracle.ts";
import type { Recipe } from "../../support/recipe.ts";

export default {
  async prepare(client) {
    await client.post("/v1/batches", {
      name: "for a second page",
      callingNumbers: ["+12025550100"],
    });
    return { cursor: (await client.get("/v1/batches", { limit: 1 })).body.nextCursor };
  },
  foreign({ status, body }, { batchId }) {
    assert.equal(status, 200);
    assert.equal(body.batches.some(({ id }: Node) => id === batchId), false);
  },
  texts: { cursor: [] }, // must come from a page of the same list, without page
} satisfies Recipe;
