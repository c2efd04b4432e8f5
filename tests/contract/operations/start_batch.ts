import type { Recipe } from "../../support/recipe.ts";
import { batchAfter } from "../../support/moves.ts";

export default {
  prepare: (client) => batchAfter(client, []),
  statuses: {
    409: async (client) => {
      const { batchId } = await batchAfter(client, ["cancel"]);
      return await client.post(`/v1/batches/${batchId}/start`);
    },
  },
} satisfies Recipe;
