import assert from "node:assert/strict";
import type { Recipe } from "../../support/recipe.ts";

export default {
  adds: true,
  foreign: ({ status }) => assert.equal(status, 201),
  adapt(body) {
    const schedule = { timeZone: "Europe/Lisbon", startAt: null, windows: [] };
    return body.schedule ? { ...body, schedule: { ...body.schedule, ...schedule } } : body;
  },
} satisfies Recipe;
