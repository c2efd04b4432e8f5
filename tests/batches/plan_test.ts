import assert from "node:assert/strict";
import { type DetailsQuery, parseQuestion } from "../../src/batches/details/parse.ts";
import { type PagePlan, planPage } from "../../src/batches/details/plan.ts";
import { InvalidParameter } from "../../src/domain/errors.ts";
import { encodeCursor } from "../../src/listing/cursor.ts";

const batchId = "019A2F6E-8C00-7B1A-9C55-2F1F0F6F7A10";
const defaults: DetailsQuery = {
  limit: 10,
  sortBy: "createdAt",
  sortOrder: "desc",
  searchIn: ["variables"],
  include: ["transcript", "phoneLogs", "variables"],
  count: "exact",
};
const parse = (query: Partial<DetailsQuery>) => parseQuestion(batchId, { ...defaults, ...query });
const query = (total: Extract<PagePlan, { kind: "query" }>["total"]): PagePlan => ({
  kind: "query",
  total,
});
const all = query({ from: "counters", statuses: "all" });
const cursor = encodeCursor({ position: 7, keys: [] }, parse({}).identity);

const plans: [string, Partial<DetailsQuery>, PagePlan][] = [
  ["the default order", {}, { kind: "range", ascending: false, fromCursor: false }],
  ["ascending", { sortOrder: "asc" }, { kind: "range", ascending: true, fromCursor: false }],
  ["by position", { sortBy: "position" }, { kind: "range", ascending: false, fromCursor: false }],
  ["from a cursor", { cursor }, { kind: "range", ascending: false, fromCursor: true }],
  ["a total needs no count in the default order", { count: "none" }, {
    kind: "range",
    ascending: false,
    fromCursor: false,
  }],
  ["a sort takes its total from the counters", { sortBy: "callDuration" }, all],
  [
    "a filter by status takes its total from the counters",
    { filter: '{"callStatus":"busy"}' },
    query({ from: "counters", statuses: ["busy"] }),
  ],
  [
    "a filter by statuses with a sort, too",
    { filter: '{"callStatus":{"$in":["busy","failed"]}}', sortBy: "variables.a" },
    query({
      from: "counters",
      statuses: ["busy", "failed"],
    }),
  ],
  [
    "a filter by status and another field collects the matches",
    { filter: '{"callStatus":"busy","attempts":1}' },
    query({ from: "matches" }),
  ],
  [
    "a filter by status with a search collects the matches",
    { filter: '{"callStatus":"busy"}', search: "a" },
    query({ from: "matches" }),
  ],
  [
    "a search in the default order collects the matches",
    { search: "a" },
    query({ from: "matches" }),
  ],
  [
    "a search in another order counts separately",
    { search: "a", sortBy: "cost" },
    query({ from: "count" }),
  ],
  ["count=none has no total", { search: "a", count: "none" }, query({ from: "nowhere" })],
];

for (const [name, query, plan] of plans) {
  Deno.test(`plan: ${name}`, () => assert.deepEqual(planPage(parse(query)), plan));
}

const faults: [string, Partial<DetailsQuery>, string][] = [
  ["reports filter first", { filter: "{", sortBy: "a..b", search: "(", cursor: "x" }, "filter"],
  ["then sortBy", { sortBy: "a..b", search: "(", cursor: "x" }, "sortBy"],
  ["then search", { search: "(", cursor: "x" }, "search"],
  ["then cursor", { cursor: "x" }, "cursor"],
  ["rejects cursor with page", { cursor, page: 1 }, "cursor"],
  ["rejects a cursor of another question", { cursor, search: "a" }, "cursor"],
  ["rejects a cursor whose keys do not fit the sort", {
    cursor: encodeCursor({ position: 7, keys: ["1"] }, parse({ sortBy: "cost" }).identity),
    sortBy: "updatedAt",
  }, "cursor"],
];

for (const [name, query, parameter] of faults) {
  Deno.test(`parse: ${name}`, () => {
    assert.throws(() => parse(query), (error) => {
      assert.ok(error instanceof InvalidParameter);
      assert.equal(error.parameter, parameter);
      return true;
    });
  });
}
