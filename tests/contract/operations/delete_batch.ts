import type { Recipe } from "../../support/recipe.ts";
import { batchAfter } from "../../support/moves.ts";

export default {
  prepare: (client) => batchAfter(client, []),
  statuses: {
    409: async (client) => {
      const { batchId } = await batchAfter(client, ["start"]);
      return await client.request("DELETE", `/v1/batches/${batchId}`);
    },
  },
} satisfies Recipe;
