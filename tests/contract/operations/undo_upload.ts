import type { Recipe } from "../../support/recipe.ts";
import { newUpload, upload } from "../../support/new_upload.ts";

export default {
  prepare: newUpload,
  statuses: {
    async 409(client, { batchId, uploadId }) {
      await upload(client, batchId!, "+12025550189");
      return client.request("DELETE", `/v1/batches/${batchId}/uploads/${uploadId}`);
    },
  },
} satisfies Recipe;
