import assert from "node:assert/strict";
import type { Recipe } from "../../support/recipe.ts";

export default {
  foreign({ status, body }) {
    assert.deepEqual([status, body], [200, { calls: 0, batches: 0 }]);
  },
} satisfies Recipe;
