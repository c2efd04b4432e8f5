import type { Recipe } from "../../support/recipe.ts";
import { bodyOf } from "../../support/operations.ts";

/** Rows with every column of the parameter examples. */
const rows = "phoneNumber;mobile;age;balance\n+12025550144;+12025550145;31;1.5\n";

export default {
  adds: true,
  /** A batch without duplicates, which `onDuplicate=reject` would reject. */
  async prepare(client) {
    const { body } = await client.post("/v1/batches", { name: "many", uniqueBy: "none" });
    return { batchId: body.id };
  },
  texts: { phoneColumn: [], numericColumns: [], delimiter: [] }, // the columns must exist
  parameterBody: bodyOf("text/csv", rows),
  malformed: { statuses: [400, 422], without: ["onInvalid"] }, // a faulty row would be skipped
  statuses: {
    422: (client, { batchId }) =>
      client.request(
        "POST",
        `/v1/batches/${batchId}/calls`,
        bodyOf("text/csv", "phoneNumber\n+12025550142\n5550143\n"),
      ),
  },
} satisfies Recipe;
