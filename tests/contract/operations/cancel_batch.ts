import type { Recipe } from "../../support/recipe.ts";
import { batchAfter, completedBatch } from "../../support/moves.ts";

export default {
  prepare: (client) => batchAfter(client, ["start"]),
  statuses: {
    409: async (client) => {
      const { batchId } = await completedBatch(client);
      return await client.post(`/v1/batches/${batchId}/cancel`);
    },
  },
} satisfies Recipe;
