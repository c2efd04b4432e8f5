import type { Recipe } from "../../support/recipe.ts";
import { newUpload } from "../../support/new_upload.ts";

export default { prepare: newUpload } satisfies Recipe;
