import assert from "node:assert/strict";
import type { Recipe } from "../../support/recipe.ts";

const phoneNumber = "+12025550142";

export default {
  async prepare(client) {
    for (const name of ["first", "second"]) {
      const { body: { id } } = await client.post("/v1/batches", { name });
      await client.post(`/v1/batches/${id}/calls`, [{ phoneNumber }]);
    }
    return { cursor: (await client.get("/v1/calls", { phoneNumber, limit: 1 })).body.nextCursor };
  },
  foreign({ status, body }) {
    assert.equal(status, 200);
    assert.deepEqual(body.calls, []);
  },
  texts: {
    phoneNumber: [phoneNumber, "+351911234567"],
    cursor: [], // must come from a page of the same number
  },
} satisfies Recipe;
