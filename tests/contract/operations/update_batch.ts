import type { Recipe } from "../../support/recipe.ts";
import { batchAfter } from "../../support/moves.ts";
import createBatch from "./create_batch.ts";

const retry = { maxAttempts: 2, delaySeconds: 60, on: ["busy"] };

export default {
  adapt: createBatch.adapt,
  statuses: {
    409: async (client) => {
      const { batchId } = await batchAfter(client, ["start"]);
      return await client.request("PATCH", `/v1/batches/${batchId}`, { json: { retry } });
    },
  },
} satisfies Recipe;
