import type { Recipe } from "../../support/recipe.ts";

export default {
  adds: true, // changes nothing
  adapt(body) {
    const { cursor: _, sortBy, search, filter, ...rest } = body;
    return {
      ...rest,
      ...(sortBy === undefined ? {} : { sortBy: "age" }),
      ...(search === undefined ? {} : { search: "a|e" }),
      ...(filter === undefined ? {} : { filter: { age: { $gt: 31 } } }),
    };
  },
} satisfies Recipe;
