import type { Recipe } from "../../support/recipe.ts";

export default {
  async prepare(client, { batchId }) {
    return { cursor: (await client.get(`/v1/batches/${batchId}`, { limit: 1 })).body.nextCursor };
  },
  texts: {
    filter: [
      "{}",
      '{"callStatus":"completed"}',
      '{"age":{"$gt":31}}',
      '{"$or":[{"name":"Ada"},{"phoneLogs.provider":"api"}]}',
    ],
    search: ["ada", "^\\+1202", "a|e", "[0-9]{3}", "."],
    sortBy: ["createdAt", "age", "variables.name", "callDuration", "phoneLogs.endedAt", "größe"],
    cursor: [], // must come from a page in the same order, without page
  },
} satisfies Recipe;
