import assert from "node:assert/strict";
import fc from "fast-check";
import { Query } from "mingo";
import { newClient, openDatabase } from "../support/client.ts";
import { type Doc, odd, variedCalls } from "../support/varied_calls.ts";

/*
 * The oracle is mingo: the API must select the same documents, in the same order.
 * The generator avoids our deliberate differences from MongoDB:
 * - operands are scalars: no equality with objects or arrays;
 * - array elements are not addressed by index: in `tags.0` the 0 is an ordinary name;
 * - an array sorts as an array, after objects, not by its least element;
 * - a dot in a name is escaped with a backslash, which MongoDB does not support: the oracle gets
 *   such variables under another name;
 * - an operand that no value of a field of a call or phone log can equal is an error;
 * - `attempts.<status>` is a number: the oracle gets it as `attemptsBy.<status>`.
 * It also avoids differences between mingo and MongoDB (filter_cases_test.ts covers these):
 * - an array nested in an array: mingo unwraps it, MongoDB and we do not;
 * - an array inside an element of an array: MongoDB and we unwrap it, mingo not always;
 * - null on a path through an array: MongoDB and we match an element without the value, mingo does
 *   not.
 */
const seed = Number(Deno.env.get("SEED") ?? 20261124);
const rename = (variables: Doc): Doc =>
  Object.fromEntries(
    Object.entries(variables).map(([key, value]) => [key.replaceAll(".", "_"), value]),
  );

const attemptsBy = ({ phoneLogs }: Doc): Doc =>
  Object.fromEntries(
    ["initiated", "completed", "busy", "no-answer", "failed", "canceled"].map((status) => [
      status,
      phoneLogs.filter((log: Doc) => log.callStatus === status).length,
    ]),
  );

type Case = { filter: Doc; oracle: Doc };
const values = fc.oneof(
  fc.constantFrom<unknown>(...odd),
  fc.integer({ min: -3, max: 12 }),
  fc.constantFrom<unknown>(0.5, true, false, null),
);
const nonNull = values.filter((value) => value !== null);
const variable = fc.constantFrom(
  ["variables.plan", "variables.plan"],
  ["plan", "variables.plan"],
  ["age", "variables.age"],
  ["variables.age", "variables.age"],
  ["variables.car\\.loan", "variables.car_loan"],
  ["first name", "variables.first name"],
  ["größe", "variables.größe"],
  ["variables.address.city", "variables.address.city"],
  ["address.zip", "variables.address.zip"],
  ["variables.position", "variables.position"],
  ["nowhere", "variables.nowhere"],
);
const text: [string, fc.Arbitrary<unknown>][] = [
  ["callStatus", fc.constantFrom("completed", "busy", "queued", "initiated", "ringing")],
  ["phoneNumber", fc.constantFrom("+12025551007", "+12025551500")],
  ["answeredBy", fc.constantFrom("human", "fax")],
  ["hangupCause", fc.constantFrom("user_busy", "normal_clearing")],
  ["recordingUrl", fc.constantFrom("https://r.example.com/7", "https://r.example.com/91")],
  ["phoneLogs.callStatus", fc.constantFrom("completed", "busy", "failed")],
  ["phoneLogs.provider", fc.constantFrom("p1", "p2")],
  ["phoneLogs.hangupSource", fc.constantFrom("callee", "caller")],
  ["phoneLogs.from", fc.constant("+12025550100")],
];
const numbers: [string, fc.Arbitrary<unknown>][] = [
  ...["callDuration", "attempts", "position", "phoneLogs.callDuration", "phoneLogs.attempt"].map((
    name,
  ) => [name, fc.integer({ min: -1, max: 100 })] as [string, fc.Arbitrary<unknown>]),
  ...["cost", "phoneLogs.cost"].map((name) =>
    [name, fc.constantFrom(0.31, 0.5, 0.07, 1)] as [string, fc.Arbitrary<unknown>]
  ),
];
/** Fields that are never null: null is not an operand of theirs. */
const always = /(^|\.)(id|position|phoneNumber|callStatus|attempts?|createdAt|updatedAt)$/;
const nullable = (name: string, operand: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  always.test(name)
    ? operand
    : fc.oneof({ weight: 6, arbitrary: operand }, { weight: 1, arbitrary: fc.constant(null) });
const time = fc.integer({ min: 0, max: 260_000_000 }).map((ms) =>
  new Date(Date.parse("2026-01-05T10:00:00Z") + ms - (ms % 1000))
);
const regexes = fc.constantFrom(
  "^a",
  "a$",
  "ß|å",
  "^$",
  "[0-9]",
  "^.{2,3}$",
  "5",
  "ÅNG",
  "b\\W|\\.b",
);

const operators = (operand: fc.Arbitrary<unknown>, withRegex: boolean): fc.Arbitrary<Doc> =>
  fc.oneof(
    operand.map(($eq) => ({ $eq })),
    operand.map(($ne) => ({ $ne })),
    fc.array(operand, { minLength: 1, maxLength: 4 }).map(($in) => ({ $in })),
    fc.array(operand, { minLength: 1, maxLength: 4 }).map(($nin) => ({ $nin })),
    fc.boolean().map(($exists) => ({ $exists })),
    fc.tuple(fc.constantFrom("$gt", "$gte", "$lt", "$lte"), operand.filter((v) => v !== null)).map((
      [op, v],
    ) => ({
      [op]: v,
    })),
    fc.tuple(operand.filter((v) => v !== null), operand.filter((v) => v !== null)).map((
      [$gte, $lt],
    ) => ({
      $gte,
      $lt,
    })),
    ...(withRegex
      ? [
        fc.tuple(regexes, fc.boolean()).map(([$regex, i]) =>
          i ? { $regex, $options: "i" } : { $regex }
        ),
      ]
      : []),
  );
const negatable = (plain: fc.Arbitrary<Doc>) =>
  fc.oneof({ weight: 4, arbitrary: plain }, {
    weight: 1,
    arbitrary: plain.map(($not) => ({ $not })),
  });

const same = (name: string, operand: Doc): Case => ({
  filter: { [name]: operand },
  oracle: { [name]: operand },
});
const throughArray = (name: string) => /^phoneLogs|address/.test(name);
const comparesNull = ({ filter }: Case) =>
  Object.entries(filter).some(([name, operand]) =>
    throughArray(name) && name !== "phoneLogs" && JSON.stringify(operand).includes("null")
  );
/** Terms on fields of one phone log, alone and combined. */
const logTerm: fc.Arbitrary<Doc> = fc.oneof(
  ...[...text, ...numbers].filter(([name]) => name.startsWith("phoneLogs.")).map(
    ([name, operand]) => {
      const field = name.slice("phoneLogs.".length);
      const isText = text.some(([one]) => one === name);
      return fc.oneof(
        negatable(operators(nullable(name, operand), isText)),
        nullable(name, operand),
      ).map((o) => ({ [field]: o }));
    },
  ),
  fc.constantFrom("startedAt", "endedAt").chain((name) =>
    operators(time, false).map((o) => ({ [name]: o }))
  ),
);
const logFilter: fc.Arbitrary<Doc> = fc.oneof(
  fc.array(logTerm, { minLength: 1, maxLength: 3 }).map((terms) => Object.assign({}, ...terms)),
  fc.tuple(
    fc.constantFrom("$and", "$or", "$nor"),
    fc.array(logTerm, { minLength: 1, maxLength: 3 }),
  ).map(([name, terms]) => ({ [name]: terms })),
);
const elemMatch: fc.Arbitrary<Case> = fc.tuple(logFilter, fc.nat(4)).map(([$elemMatch, draw]) =>
  same("phoneLogs", draw === 0 ? { $not: { $elemMatch } } : { $elemMatch })
);
const leaf: fc.Arbitrary<Case> = fc.oneof(
  fc.tuple(variable, negatable(operators(fc.oneof(values, nonNull), true))).map((
    [[ours, theirs], operand],
  ) => ({
    filter: { [ours!]: operand },
    oracle: { [theirs!]: operand },
  })),
  fc.tuple(variable, values).map(([[ours, theirs], value]) => ({
    filter: { [ours!]: value },
    oracle: { [theirs!]: value },
  })),
  fc.constantFrom(...text).chain(([name, operand]) =>
    negatable(operators(nullable(name, operand), true)).map((o) => same(name, o))
  ),
  fc.constantFrom(...numbers).chain(([name, operand]) =>
    negatable(operators(nullable(name, operand), false)).map((o) => same(name, o))
  ),
  fc.constantFrom("phoneLogs.startedAt", "phoneLogs.endedAt").chain((name) =>
    negatable(operators(time, false)).map((o) => same(name, o))
  ),
  fc.constantFrom("busy", "completed", "no-answer", "initiated").chain((status) =>
    negatable(operators(fc.nat(3), false)).map((operand) => ({
      filter: { [`attempts.${status}`]: operand },
      oracle: { [`attemptsBy.${status}`]: operand },
    }))
  ),
  elemMatch,
).filter((one) => !comparesNull(one));
const both = (name: string, cases: Case[]): Case => ({
  filter: { [name]: cases.map(({ filter }) => filter) },
  oracle: { [name]: cases.map(({ oracle }) => oracle) },
});
/** The levels of a filter, of which the API takes 5. */
const levels = (value: unknown, depth = 1): number =>
  value === null || typeof value !== "object" ? depth : Math.max(
    depth,
    ...Object.entries(value).map(([key, member]) =>
      levels(member, depth + (/^\$(and|or|nor|not|elemMatch)$/.test(key) ? 1 : 0))
    ),
  );
const tree = fc.oneof(
  { weight: 3, arbitrary: leaf },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom("$and", "$or", "$nor"),
      fc.array(leaf, { minLength: 1, maxLength: 3 }),
    ).map((
      [name, cases],
    ) => both(name, cases)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom("$and", "$or", "$nor"),
      fc.constantFrom("$or", "$nor"),
      fc.array(leaf, { minLength: 2, maxLength: 3 }),
      leaf,
    )
      .map(([outer, inner, cases, one]) => both(outer, [both(inner, cases), one])),
  },
).filter(({ filter }) => levels(filter) <= 5);

const typeRank = (value: unknown): number => {
  if (value === undefined || value === null) return 0;
  if (typeof value === "number" || value instanceof Date) return 1;
  if (typeof value === "string") return 2;
  if (typeof value === "boolean") return value ? 6 : 5;
  return Array.isArray(value) ? 4 : 3;
};
const codePoints = (a: string, b: string) => {
  const [x, y] = [[...a], [...b]];
  const i = x.findIndex((char, at) => char !== y[at]);
  return i < 0 ? x.length - y.length : (x[i]!.codePointAt(0)! - (y[i]?.codePointAt(0) ?? -1));
};
const compareValues = (a: unknown, b: unknown): number =>
  typeRank(a) - typeRank(b) ||
  (typeRank(a) === 1
    ? Number(a) - Number(b)
    : typeof a === "string"
    ? codePoints(a, b as string)
    : 0);
const sorts: [string, (doc: Doc) => unknown][] = [
  ["createdAt", (doc) => doc.position],
  ["position", (doc) => doc.position],
  ["callDuration", (doc) => doc.callDuration],
  ["cost", (doc) => doc.cost],
  ["attempts.busy", (doc) => attemptsBy(doc).busy],
  ["phoneNumber", (doc) => doc.phoneNumber],
  ["callStatus", (doc) => doc.callStatus],
  ["startedAt", (doc) => doc.phoneLogs.at(-1)?.startedAt],
  ["phoneLogs.hangupSource", (doc) => doc.phoneLogs.at(-1)?.hangupSource],
  ["variables.plan", (doc) => doc.variables.plan],
  ["age", (doc) => doc.variables.age],
  ["variables.car\\.loan", (doc) => doc.variables.car_loan],
  ["größe", (doc) => doc.variables.größe],
];

Deno.test("2,400 combinations of filter, sort and page agree with mingo", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { batchId, docs } = await variedCalls(client, 600, seed);
  const oracleDocs = docs.map((doc) =>
    ({ ...doc, variables: rename(doc.variables) as Doc, attemptsBy: attemptsBy(doc) }) as Doc
  );
  const cases = fc.sample(
    fc.record({
      tree,
      sort: fc.nat(sorts.length - 1),
      order: fc.constantFrom("asc", "desc"),
      limit: fc.constantFrom(1, 7, 100),
      page: fc.constantFrom(1, 1, 2, 3),
    }),
    { numRuns: 2400, seed },
  );
  let selected = 0;
  const faults: string[] = [];
  const check = async (
    { tree: { filter, oracle }, sort, order, limit, page }: typeof cases[number],
  ) => {
    const [sortBy, key] = sorts[sort]!;
    const query = { filter: JSON.stringify(filter), sortBy, sortOrder: order, limit, include: "" };
    const test = new Query(oracle);
    const sign = order === "asc" ? 1 : -1;
    const expected = oracleDocs.filter((doc) => test.test(doc))
      .toSorted((a, b) => sign * (compareValues(key(a), key(b)) || a.position - b.position)).map((
        { position },
      ) => position);
    const { status, body } = await client.get(`/v1/batches/${batchId}`, { ...query, page });
    const positions = body.calls?.map(({ position }: Doc) => position);
    const here = expected.slice((page - 1) * limit, page * limit);
    if (
      status !== 200 || body.total !== expected.length ||
      JSON.stringify(positions) !== JSON.stringify(here)
    ) {
      faults.push(
        `${
          JSON.stringify(query)
        } page ${page}: ${status} total ${body.total} for ${expected.length}; ${
          positions?.slice(0, 12)
        } for ${here.slice(0, 12)}`,
      );
    }
    if (body.nextCursor) {
      const next = await client.get(`/v1/batches/${batchId}`, {
        ...query,
        cursor: body.nextCursor,
      });
      const following = expected.slice(page * limit, (page + 1) * limit);
      if (
        JSON.stringify(next.body.calls?.map(({ position }: Doc) => position)) !==
          JSON.stringify(following)
      ) {
        faults.push(`cursor after ${JSON.stringify(query)}`);
      }
    }
    selected += expected.length;
  };
  for (let at = 0; at < cases.length; at += 8) {
    await Promise.all(cases.slice(at, at + 8).map(check));
  }
  await db.close();
  console.log(
    `seed ${seed}: ${cases.length} combinations select ${selected} calls, ${faults.length} differ`,
  );
  assert.deepEqual(faults.slice(0, 12), []);
  assert.ok(selected > cases.length * 20, "the generated filters select too few calls");
});

const rejected: [string, string, string][] = [
  ["{", "", "is not JSON: a name in double quotes or } is missing at position 2"],
  ["{'a':1}", "", `is not JSON: a name in double quotes or } should be at position 2, not "'a'"`],
  ['{"a":1,}', "", 'is not JSON: a name in double quotes should be at position 8, not "}"'],
  ['{"a":yes}', "", 'is not JSON: a value should be at position 6, not "yes"'],
  ['{"a":"b}', "", "is not JSON: the string at position 6 has no end"],
  ['{"a":1}}', "", 'is not JSON: the end should be at position 8, not "}"'],
  ["[]", "", "must be a JSON object"],
  ['"x"', "", "must be a JSON object"],
  ['{"$where":"1"}', "/$where", "unknown operator $where"],
  ['{"a":{"$where":"1"}}', "/a/$where", "unknown operator $where"],
  ['{"a":{"$gt":1,"b":2}}', "/a/b", "must be a string, number, boolean or null"],
  ['{"a":{}}', "/a", "must contain an operator such as $gt"],
  ['{"a":[1]}', "/a", "must be a string, number, boolean or null"],
  ['{"a":{"$in":1}}', "/a/$in", "must be an array of values"],
  ['{"a":{"$in":[1,{}]}}', "/a/$in/1", "must be a string, number, boolean or null"],
  [`{"a":{"$in":[${Array(101).fill(1)}]}}`, "/a/$in", "at most 100 values"],
  ['{"a":{"$exists":1}}', "/a/$exists", "must be true or false"],
  ['{"a":{"$gt":null}}', "/a/$gt", "must be a string, number or boolean"],
  ['{"a":{"$not":5}}', "/a/$not", 'must be an object of operators, such as {"$gt": 5}'],
  ['{"a":{"$regex":5}}', "/a/$regex", "must be a string with a regular expression"],
  ['{"a":{"$regex":"(a"}}', "/a/$regex", "an unclosed ("],
  ['{"a":{"$regex":"a","$options":"x"}}', "/a/$options", 'must be "i" or ""'],
  ['{"a":{"$options":"i","$eq":1}}', "/a/$options", "$options requires $regex"],
  ['{"$and":[]}', "/$and", "must be a non-empty array of filters"],
  ['{"$or":[{"a":1},5]}', "/$or/1", "must be a filter (a JSON object)"],
  [
    '{"$or":[{"$or":[{"$or":[{"$or":[{"$or":[{"a":1}]}]}]}]}]}',
    "/$or/0/$or/0/$or/0/$or/0/$or/0",
    "at most 5 levels deep",
  ],
  [`{"$or":[${Array(51).fill('{"a":1}')}]}`, "/$or/50/a", "at most 50 terms"],
  ['{"phoneLogs.nope":1}', "/phoneLogs.nope", "must be phoneLogs.<field>"],
  ['{"variables":1}', "/variables", "must name a variable: variables.<name>"],
  ['{"a..b":1}', "/a..b", "a field name cannot have an empty segment"],
  ['{"a\\\\b":1}', "/a\\b", "a backslash in a field name must escape a dot or a backslash"],
  ['{"createdAt":{"$gt":"yesterday"}}', "/createdAt/$gt", "must be an RFC 3339 time"],
  ['{"createdAt":{"$gt":"2026-02-30T00:00:00Z"}}', "/createdAt/$gt", "must be an RFC 3339 time"],
  ['{"a":"\\u0000"}', "/a", "must be well-formed Unicode without U+0000"],
  ['{"a":"\\ud800"}', "/a", "must be well-formed Unicode without U+0000"],
  ['{"\\u0000":1}', "/\0", "must be well-formed Unicode without U+0000"],
  ['{"a":1e999}', "/a", "must be in the range of a double-precision number"],
  [`{"a":"${"é".repeat(2100)}"}`, "", "at most 4096 bytes"],
];

Deno.test("rejects an invalid filter with a 400 and a pointer into it", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { body: { id } } = await client.post("/v1/batches", { name: "x" });
  for (const [filter, pointer, message] of rejected) {
    const { status, body } = await client.get(`/v1/batches/${id}`, { filter });
    assert.equal(status, 400, filter);
    assert.equal(body.errors[0].name, "filter");
    assert.equal(body.errors[0].pointer, pointer, filter);
    assert.ok(body.errors[0].message.startsWith(message), `${filter}: ${body.errors[0].message}`);
  }
  await db.close();
});
