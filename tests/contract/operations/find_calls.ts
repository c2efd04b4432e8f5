import assert from "node:assert/strict";
import type { Recipe } from "../../support/recipe.ts";

export default {
  foreign({ status, body }) {
    assert.equal(status, 200);
    assert.deepEqual(body.calls, []);
  },
  texts: {
    phoneNumber: ["+12025550142", "+351911234567"],
    cursor: [], // must come from a page of the same number
  },
} satisfies Recipe;
