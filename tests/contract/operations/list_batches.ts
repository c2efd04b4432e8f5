import assert from "node:assert/strict";
import type { Node } from "../../support/oracle.ts";
import type { Recipe } from "../../support/recipe.ts";

export default {
  foreign({ status, body }, { batchId }) {
    assert.equal(status, 200);
    assert.equal(body.batches.some(({ id }: Node) => id === batchId), false);
  },
  texts: { cursor: [] }, // must come from a page of the same list, without page
} satisfies Recipe;
