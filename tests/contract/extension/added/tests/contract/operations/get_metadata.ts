import type { Recipe } from "../../support/recipe.ts";

export default {
  statuses: {
    async 304(client, { batchId }) {
      const path = `/v1/batches/${batchId}/metadata`;
      const { headers } = await client.get(path);
      return client.request("GET", path, { headers: { "if-none-match": headers.get("etag")! } });
    },
  },
} satisfies Recipe;
