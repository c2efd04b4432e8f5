import { undialed } from "../../support/dial.ts";
import type { Recipe } from "../../support/recipe.ts";

export default { prepare: undialed } satisfies Recipe;
