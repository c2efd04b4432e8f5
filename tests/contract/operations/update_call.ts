import type { Recipe } from "../../support/recipe.ts";
import { report, undialed } from "../../support/dial.ts";

export default {
  prepare: undialed,
  statuses: {
    async 409(client, ids) {
      await report(client, ids, ["completed"]);
      return client.request("PATCH", `/v1/batches/${ids.batchId}/calls/${ids.callId}`, {
        json: { variables: { plan: "silver" } },
      });
    },
  },
} satisfies Recipe;
