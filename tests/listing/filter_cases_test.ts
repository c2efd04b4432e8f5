/**
 * Cases outside the generated comparison with mingo: where mingo differs from MongoDB, times, and
 * hostile text.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { InvalidParameter } from "../../src/domain/errors.ts";
import { compileFilter } from "../../src/listing/filter.ts";
import { openDatabase } from "../support/client.ts";
import { deleteCalls, positions, type Row, storeCalls } from "../support/stored_calls.ts";

type Named = Record<string, Row>;

/** Asserts that each filter selects the named calls, and its `$nor` all others. */
async function assertSelects(
  named: Named,
  table: [filter: unknown, names: string][],
): Promise<void> {
  const db = openDatabase();
  const names = Object.keys(named);
  const batchId = await storeCalls(db, Object.values(named));
  try {
    for (const [filter, expected] of table) {
      const select = async (filter: unknown) =>
        (await positions(db, batchId, { where: compileFilter(JSON.stringify(filter)).where }))
          .map((position) => names[position - 1]!);
      const wanted = expected.split(" ").filter((name) => name !== "");
      assert.deepEqual(
        (await select(filter)).toSorted(),
        wanted.toSorted(),
        JSON.stringify(filter),
      );
      const others = names.filter((name) => !wanted.includes(name));
      assert.deepEqual(
        (await select({ $nor: [filter] })).toSorted(),
        others.toSorted(),
        `not ${JSON.stringify(filter)}`,
      );
    }
  } finally {
    await deleteCalls(db, batchId);
    await db.close();
  }
}

const variables = (values: Record<string, unknown>): Named =>
  Object.fromEntries(
    Object.entries(values).map((
      [name, value],
    ) => [name, { variables: value as Record<string, unknown> }]),
  );

Deno.test("null and $exists on a path through arrays follow MongoDB's own tests", async () => {
  // The documents of MongoDB's jstests/core/query/null_query_semantics.js; mingo omits someMissing.
  const documents = variables({
    emptyObject: { a: {} },
    null: { a: null },
    number: { a: 4 },
    notNull: { a: { b: "hi" } },
    nullMember: { a: { b: null } },
    missing: {},
    doubleArray: { a: [[]] },
    emptyArray: { a: [] },
    allNulls: { a: [{ b: null }, { b: null }, {}] },
    noNulls: { a: [{ b: 1 }, { b: 3 }, { b: "string" }] },
    someNulls: { a: [{ b: null }, { b: 3 }, { b: null }] },
    someMissing: { a: [{ b: 3 }, {}] },
    nullValues: { a: [null, null] },
    noNullValues: { a: [1, "string", 4] },
    nullAmongValues: { a: [1, "string", null, 4] },
  });
  const noB = "emptyObject null number nullMember missing allNulls someNulls someMissing";
  await assertSelects(documents, [
    [{ a: null }, "null missing nullValues nullAmongValues"],
    [{ a: { $in: [null, 4] } }, "null number missing nullValues noNullValues nullAmongValues"],
    [{ "a.b": null }, noB],
    [{ "variables.a.b": { $in: [null, "hi"] } }, `${noB} notNull`],
    [{ "a.b": { $exists: true } }, "notNull nullMember allNulls noNulls someNulls someMissing"],
    [{ a: { $exists: false } }, "missing"],
  ]);
});

Deno.test("null on a path of three segments matches if any segment is missing", async () => {
  const documents = variables({
    there: { a: { b: { c: 1 } } },
    none: {},
    noB: { a: {} },
    textB: { a: { b: "x" } },
    noC: { a: { b: {} } },
    arrayB: { a: { b: [1, "x"] } },
    arrayA: { a: [{ b: { c: 1 } }, { b: 5 }] },
    arrayA1: { a: [{ b: { c: 1 } }, 5] },
    within: { a: [{ b: [{ c: 1 }, {}] }] },
  });
  await assertSelects(documents, [[{ "a.b.c": null }, "none noB textB noC arrayA within"]]);
});

Deno.test("arrays are unwrapped one level, and types do not mix", async () => {
  const documents = variables({
    number: { v: 5 },
    text: { v: "5" },
    yes: { v: true },
    array: { v: [4, 5] },
    nested: { v: [[5]] },
    object: { v: { x: 5 } },
    within: { v: [{ x: 5 }, { x: "b" }] },
    deep: { v: [[{ x: 5 }]] },
  });
  await assertSelects(documents, [
    [{ v: 5 }, "number array"],
    [{ v: "5" }, "text"],
    [{ v: { $gt: 4 } }, "number array"],
    // As in MongoDB, different elements may satisfy the two bounds.
    [{ v: { $gte: 5, $lt: 5 } }, "array"],
    [{ v: { $lte: true } }, "yes"],
    [{ v: { $gt: false } }, "yes"],
    [{ v: { $regex: "5" } }, "text"],
    [{ "v.x": 5 }, "object within"],
    [{ "v.x": { $regex: "^B$", $options: "i" } }, "within"],
    [{ "v.0": 5 }, ""], // elements are not addressed by index
    [{ v: { $in: [] } }, ""],
    [{ v: { $nin: [] } }, Object.keys(documents).join(" ")],
    [{}, Object.keys(documents).join(" ")],
  ]);
});

Deno.test("strings compare by code point, not by UTF-16 unit", async () => {
  const documents = variables({
    wide: { v: "\u{FF5E}" },
    emoji: { v: "😀" },
    plain: { v: "z" },
    upper: { v: "Z" },
  });
  await assertSelects(documents, [
    [{ v: { $gt: "\u{FF5E}" } }, "emoji"],
    [{ v: { $lt: "a" } }, "upper"],
  ]);
});

Deno.test("numbers compare exactly", async () => {
  const documents = variables({
    tenth: { v: 0.1 },
    big: { v: 12345678901234567000 },
    small: { v: 1e-7 },
    negative: { v: -2.5 },
    zero: { v: 0 },
    huge: { v: 1e300 },
  });
  await assertSelects(documents, [
    [{ v: 0.1 }, "tenth"],
    [{ v: 12345678901234567000 }, "big"],
    [{ v: 1e-7 }, "small"],
    [{ v: { $in: [-2.5, -0] } }, "negative zero"],
    [{ v: { $gt: 1e299 } }, "huge"],
    [{ v: { $lt: -1 } }, "negative"],
    [{ position: 2 }, "big"],
    [{ position: { $gt: 4.5, $lt: 1e300 } }, "zero huge"],
  ]);
});

const log = (attempt: number, fields: Record<string, unknown>) => ({
  attempt,
  callStatus: "busy",
  cost: null,
  ...fields,
});
const retried: Named = {
  never: {},
  once: { attempts: 1, attemptStatus: "busy", startedAt: "2026-03-01T10:00:00.500Z" },
  twice: {
    attempts: 2,
    attemptStatus: "completed",
    startedAt: "2026-03-02T10:00:00.000Z",
    answeredBy: "human",
    costAmount: "0.0200",
    costCurrency: "USD",
    earlierLogs: [
      log(1, {
        startedAt: "2026-03-01T10:00:00.500Z",
        answeredBy: null,
        cost: { amount: "0.0140", currency: "USD" },
      }),
    ] as unknown as Row["earlierLogs"],
  },
};

Deno.test("phoneLogs.x matches any attempt; a call without attempts never matches", async () => {
  await assertSelects(retried, [
    [{ "phoneLogs.callStatus": "busy" }, "once twice"],
    [{ "phoneLogs.callStatus": { $ne: "busy" } }, "never"],
    [{ "phoneLogs.attempt": 1 }, "once twice"],
    [{ "phoneLogs.attempt": { $gt: 1 } }, "twice"],
    [{ "phoneLogs.cost": 0.014 }, "twice"],
    [{ "phoneLogs.cost": { $in: [0.02, 9] } }, "twice"],
    [{ "phoneLogs.cost": { $lt: 0.014 } }, ""],
    [{ "phoneLogs.cost": null }, "once"],
    [{ "phoneLogs.answeredBy": null }, "once twice"],
    [{ "phoneLogs.answeredBy": { $exists: true } }, "twice"],
    [{ "phoneLogs.startedAt": null }, ""],
    [{ "phoneLogs.answeredBy": { $regex: "^HUM", $options: "i" } }, "twice"],
    [{ "phoneLogs.callStatus": { $regex: "s" } }, "once twice"],
  ]);
});

Deno.test("$elemMatch is met by one attempt, and statuses of attempts are counted", async () => {
  const between = (from: string, to: string) => ({ $gte: `${from}:00Z`, $lt: `${to}:00Z` });
  await assertSelects(retried, [
    // Neither attempt of `twice` is between, though one is after and the other before.
    [{ "phoneLogs.startedAt": between("2026-03-01T11:00", "2026-03-01T12:00") }, "twice"],
    [
      { phoneLogs: { $elemMatch: { startedAt: between("2026-03-01T11:00", "2026-03-01T12:00") } } },
      "",
    ],
    [
      { phoneLogs: { $elemMatch: { startedAt: between("2026-03-01T10:00", "2026-03-01T12:00") } } },
      "once twice",
    ],
    [{ phoneLogs: { $elemMatch: { callStatus: "busy", cost: { $gt: 0.01 } } } }, "twice"],
    [{ phoneLogs: { $elemMatch: { callStatus: "busy", answeredBy: "human" } } }, ""],
    [{ phoneLogs: { $elemMatch: { callStatus: "busy", answeredBy: null } } }, "once twice"],
    [{ phoneLogs: { $elemMatch: { $or: [{ cost: 0.02 }, { attempt: 1 }] } } }, "once twice"],
    [{ phoneLogs: { $elemMatch: {} } }, "once twice"],
    [{ phoneLogs: { $not: { $elemMatch: { attempt: 1 } } } }, "never"],
    [{ "attempts.busy": 1 }, "once twice"],
    [{ "attempts.busy": { $lt: 1 } }, "never"],
    [{ "attempts.completed": { $gte: 1 } }, "twice"],
    [{ "attempts.no-answer": { $ne: 0 } }, ""],
  ]);
});

Deno.test("times compare as instants, with any offset and fraction, in every attempt", async () => {
  await assertSelects(retried, [
    [{ "phoneLogs.startedAt": "2026-03-01T10:00:00.5Z" }, "once twice"],
    [{ "phoneLogs.startedAt": "2026-03-01T12:30:00.500+02:30" }, "once twice"],
    [{ "phoneLogs.startedAt": "2026-03-02T09:59:00.500+23:59" }, "once twice"],
    [{ "phoneLogs.startedAt": "2026-03-01T10:00:00.5000001Z" }, ""],
    [{ "phoneLogs.startedAt": { $lt: "2026-03-01T10:00:00.5000001Z" } }, "once twice"],
    [{ "phoneLogs.startedAt": { $lte: "2026-03-01T10:00:00.5009Z" } }, "once twice"],
    [{ "phoneLogs.startedAt": { $gte: "2026-03-01T10:00:00.5004Z" } }, "twice"],
    [{ "phoneLogs.startedAt": { $gte: "2026-03-01T10:00:00.5Z" } }, "once twice"],
    [{ "phoneLogs.startedAt": { $gt: "2026-03-01T10:00:00.500000000Z" } }, "twice"],
    [{ createdAt: "2026-01-05T11:00:00+01:00" }, "never once twice"],
    [{ createdAt: { $gt: "2999-12-31T23:59:59-23:59" } }, ""],
  ]);
});

Deno.test("rejects an operand of a time field that is not an RFC 3339 time", () => {
  for (
    const time of [
      "yesterday",
      "2026-01-05",
      "2026-01-05T10:00:00",
      "2026-01-05 10:00:00Z",
      "2026-02-29T10:00:00Z",
      "2026-01-05T24:00:00Z",
      "2026-01-05T10:00:60Z",
      "2026-01-05T10:00:00+24:00",
      "0026-01-05T10:00:00Z",
      "infinity",
      "",
    ]
  ) {
    assert.throws(
      () =>
        compileFilter(JSON.stringify({ $and: [{ "phoneLogs.endedAt": { $in: [null, time] } }] })),
      (error: unknown) =>
        error instanceof InvalidParameter && error.parameter === "filter" &&
        error.pointer === "/$and/0/phoneLogs.endedAt/$in/1" &&
        error.message.startsWith("must be an RFC 3339 time"),
      time,
    );
  }
});

const hostile = [
  'a"b',
  "a\\b",
  "$",
  "@",
  "$.x",
  "a'b",
  'x" || true || "',
  "\u0001\n\t",
  "\u2028",
  "*",
  "%s",
  "__proto__",
  "é😀",
  " ",
];

Deno.test("hostile characters in names and values are plain data", async () => {
  const documents = Object.fromEntries(
    hostile.map((
      text,
      i,
    ) => [`n${i}`, { variables: Object.fromEntries([["both", text], [text, `only ${i}`]]) }]),
  );
  await assertSelects(
    documents,
    hostile.flatMap((text, i) =>
      [
        [{ both: text }, `n${i}`],
        [{ [`variables.${text.replace(/[\\.]/g, "\\$&")}`]: `only ${i}` }, `n${i}`],
        [{ [`variables.${text.replace(/[\\.]/g, "\\$&")}`]: { $exists: true } }, `n${i}`],
        [{ [`variables.${text.replace(/[\\.]/g, "\\$&")}.x`]: { $gte: text } }, ""],
      ] as [unknown, string][]
    ),
  );
});

Deno.test("any filter is either rejected with a pointer or valid for Postgres", async () => {
  const db = openDatabase();
  const batchId = await storeCalls(db, [
    { variables: { a: [{ b: "x" }, 5] } },
    ...Object.values(retried),
  ]);
  const seed = Number(Deno.env.get("SEED") ?? 20261124);
  const word = fc.oneof(
    fc.string({ unit: "binary", maxLength: 6 }),
    fc.constantFrom(...hostile, "a.b", "2026-01-05T10:00:00Z"),
  );
  const name = fc.oneof(
    word,
    fc.constantFrom(
      "a",
      "a.b",
      "callDuration",
      "createdAt",
      "id",
      "cost",
      "phoneLogs.cost",
      "phoneLogs.endedAt",
    ),
  );
  const value = fc.oneof(
    word,
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(word, { maxLength: 2 }),
  );
  const operator = fc.constantFrom(
    "$eq",
    "$ne",
    "$gt",
    "$gte",
    "$lt",
    "$lte",
    "$in",
    "$nin",
    "$exists",
    "$regex",
  );
  const filter = fc.dictionary(
    name,
    fc.oneof(value, fc.dictionary(operator, value, { maxKeys: 2 })),
    { maxKeys: 3 },
  );
  let [rejected, accepted] = [0, 0];
  try {
    for (const one of fc.sample(filter, { numRuns: 1500, seed })) {
      const text = JSON.stringify(one);
      try {
        await positions(db, batchId, { where: compileFilter(text).where });
        accepted++;
      } catch (error) {
        assert.ok(error instanceof InvalidParameter, `${text}: ${error}`);
        assert.equal(typeof error.pointer, "string", text);
        rejected++;
      }
    }
    assert.ok(rejected > 100 && accepted > 100, `${rejected} rejected, ${accepted} accepted`);
  } finally {
    await deleteCalls(db, batchId);
    await db.close();
  }
});

Deno.test("onlyStatus lists the statuses of a filter on callStatus alone", () => {
  const only = (filter: unknown) => compileFilter(JSON.stringify(filter)).onlyStatus;
  assert.deepEqual(only({ callStatus: "completed" }), ["completed"]);
  assert.deepEqual(only({ callStatus: { $eq: "busy" } }), ["busy"]);
  assert.deepEqual(only({ callStatus: { $in: ["busy", "queued", "busy"] } }), ["queued", "busy"]);
  assert.deepEqual(only({ callStatus: { $in: [] } }), []);
  for (
    const filter of [
      {},
      { callStatus: { $ne: "busy" } },
      { callStatus: { $in: ["busy"], $ne: "busy" } },
      { callStatus: "busy", attempts: 1 },
      { $and: [{ callStatus: "busy" }] },
      { "variables.callStatus": "busy" },
    ]
  ) assert.equal(only(filter), undefined, JSON.stringify(filter));
});
