import { runText } from "../support/statements.ts";
import assert from "node:assert/strict";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import mingo from "mingo";
import type { Database } from "../../src/db/client.ts";
import { calls } from "../../src/db/schema/index.ts";
import { InvalidParameter } from "../../src/domain/errors.ts";
import { compileSort } from "../../src/listing/sort.ts";
import { openDatabase } from "../support/client.ts";
import { deleteCalls, positions, type Row, storeCalls } from "../support/stored_calls.ts";

const seed = Number(Deno.env.get("SEED") ?? 20261124);
const orders = ["asc", "desc"] as const;
type Key = string | null;

async function withCalls(
  rows: Row[],
  test: (db: Database, batchId: string) => Promise<void>,
): Promise<void> {
  const db = openDatabase();
  const batchId = await storeCalls(db, rows);
  try {
    await test(db, batchId);
  } finally {
    await deleteCalls(db, batchId);
    await db.close();
  }
}

const inOrder = (db: Database, batchId: string, sortBy: string, order: "asc" | "desc") =>
  positions(db, batchId, { orderBy: compileSort(sortBy, order).orderBy });

/** Walks all pages of `limit` calls by cursor; returns the positions in order of appearance. */
async function walk(
  db: Database,
  batchId: string,
  sortBy: string,
  order: "asc" | "desc",
  limit: number,
) {
  const sort = compileSort(sortBy, order);
  const visited: number[] = [];
  let keys: Key[] | undefined;
  while (true) {
    const where = keys ? sort.after(keys, visited.at(-1)!) : sql`true`;
    const page = await positions(db, batchId, { where, orderBy: sort.orderBy, limit });
    visited.push(...page);
    if (page.length < limit) return visited;
    const list = sql.join([sql`null`, ...sort.keys.map((key) => sql`(${key})::text`)], sql`, `);
    const [row] = await runText<{ keys: Key[] }>(
      db,
      sql`select json_build_array(${list}) as keys from ${calls}
        where ${calls.batchId} = ${batchId}::uuid and ${calls.position} = ${visited.at(-1)!}::int`,
    );
    const parsed = typeof row!.keys === "string" ? JSON.parse(row!.keys) : row!.keys;
    keys = parsed.slice(1);
  }
}

const values: unknown[] = [
  undefined,
  null,
  -1e300,
  -2.5,
  0,
  1e-7,
  0.1,
  2,
  10,
  12345678901234567000,
  "",
  "10",
  "2",
  "Z",
  "a",
  "é",
  "\u{FF5E}",
  "😀",
  { b: 2 },
  { a: 1 },
  [9],
  [],
  false,
  true,
];
/** Indexes in `values` that tie with the previous value. */
const ties = [1, 19, 21];

Deno.test("values sort by type, then by number or code point; ties by position", async () => {
  const shuffled = values.map((_, i) => (i * 7 + 3) % values.length);
  const rank = (i: number): number => (ties.includes(i) ? rank(i - 1) : i);
  const rows = [...shuffled, ...shuffled].map((i) => ({
    variables: values[i] === undefined ? {} : { v: values[i] },
  }));
  const ascending = rows.map((_, i) => i + 1).toSorted((a, b) =>
    rank(shuffled[(a - 1) % values.length]!) - rank(shuffled[(b - 1) % values.length]!) || a - b
  );
  await withCalls(rows, async (db, batchId) => {
    assert.deepEqual(await inOrder(db, batchId, "variables.v", "asc"), ascending);
    assert.deepEqual(await inOrder(db, batchId, "v", "desc"), ascending.toReversed());
    for (const limit of [1, 5]) {
      assert.deepEqual(await walk(db, batchId, "v", "asc", limit), ascending);
      assert.deepEqual(await walk(db, batchId, "v", "desc", limit), ascending.toReversed());
    }
  });
});

const texts = ["", "5", "05", "Ada", "ada", "ÅNGSTRÖM", "straße", "日本", "a.b", "true"];
const scalar = fc.oneof(
  fc.constantFrom<unknown>(...texts, 0, -0.25, 1e21, true, false),
  fc.integer({ min: -20, max: 20 }),
);
const time = fc.integer({ min: 0, max: 40 }).map((n) =>
  new Date(Date.UTC(2026, 0, 1) + n * 1001).toISOString()
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 4 });
const arbitraryRow = fc.record({
  variables: fc.record({
    plan: scalar,
    "car.loan": scalar,
    address: fc.record({ city: scalar }, { requiredKeys: [], noNullPrototype: true }),
    provider: scalar,
  }, { requiredKeys: [], noNullPrototype: true }),
  status: fc.constantFrom("queued", "busy", "completed"),
  attempts: fc.nat(3),
  callDuration: maybe(fc.nat(30)),
  startedAt: maybe(time),
  costAmount: maybe(fc.constantFrom("0.0140", "0.01", "12.5", "100")),
  provider: maybe(fc.constantFrom("p1", "p2")),
  recordingUrl: maybe(fc.constantFrom("https://r.example.com/a", "https://r.example.com/B")),
}, { noNullPrototype: true });
/**
 * The fields of `sortBy`, with their value for mingo: no dots in names, undefined for a missing
 * value, times as numbers.
 */
const fields: [sortBy: string, value: (row: Row) => unknown][] = [
  ["callStatus", (row) => row.status],
  ["attempts", (row) => row.attempts],
  ["callDuration", (row) => row.callDuration],
  ["phoneLogs.callDuration", (row) => row.callDuration],
  ["startedAt", (row) => row.startedAt && Date.parse(row.startedAt)],
  ["cost", (row) => row.costAmount && Number(row.costAmount)],
  ["provider", (row) => row.provider],
  ["phoneLogs.provider", (row) => row.provider],
  ["phoneLogs.attempt", (row) => row.attempts || undefined],
  ["recordingUrl", (row) => row.recordingUrl],
  ["plan", (row) => row.variables!.plan],
  ["variables.plan", (row) => row.variables!.plan],
  ["car\\.loan", (row) => row.variables!["car.loan"]],
  ["address.city", (row) => (row.variables!.address as Record<string, unknown>)?.city],
  ["variables.provider", (row) => row.variables!.provider],
  ["address.nothing", () => undefined],
  ["position", (row) => row.position],
  ["createdAt", (row) => row.position],
];

Deno.test("every field sorts as in mingo, and cursors visit every call once", async () => {
  const rows = fc.sample(arbitraryRow, { numRuns: 120, seed }) as Row[];
  await withCalls(rows, async (db, batchId) => {
    for (const [sortBy, value] of fields) {
      for (const order of orders) {
        const sign = order === "asc" ? 1 : -1;
        const documents = rows.map((row, i) => {
          const key = value({ ...row, position: i + 1 });
          return key === undefined ? { position: i + 1 } : { key, position: i + 1 };
        });
        const sorted = mingo.find<{ position: number }>(documents, {}).sort({
          key: sign,
          position: sign,
        }).all();
        const expected = sorted.map(({ position }) => position);
        assert.deepEqual(await inOrder(db, batchId, sortBy, order), expected, `${sortBy} ${order}`);
        assert.deepEqual(
          await walk(db, batchId, sortBy, order, 17),
          expected,
          `cursors by ${sortBy} ${order}`,
        );
      }
    }
  });
});

Deno.test("a path in sortBy descends into objects, not into arrays", async () => {
  const rows = [{ a: [5] }, { a: { "0": 3, "-1": 2 } }, { a: "x" }].map((variables) => ({
    variables,
  }));
  await withCalls(rows, async (db, batchId) => {
    assert.deepEqual(await inOrder(db, batchId, "a.0", "asc"), [1, 3, 2]);
    assert.deepEqual(await inOrder(db, batchId, "a.-1", "desc"), [2, 3, 1]);
  });
});

Deno.test("long strings sort by their first 500 code points, and so do their cursors", async () => {
  const long = (end: string) => ({
    variables: { v: "é".repeat(499) + end },
    recordingUrl: `https://x/${"a".repeat(489)}${end}`,
  });
  await withCalls(["c", "b", "bz", "ba", "a"].map(long), async (db, batchId) => {
    for (const sortBy of ["v", "recordingUrl"]) {
      assert.deepEqual(await inOrder(db, batchId, sortBy, "asc"), [5, 2, 3, 4, 1]);
      assert.deepEqual(await walk(db, batchId, sortBy, "desc", 1), [1, 4, 3, 2, 5]);
    }
  });
});

Deno.test("byPosition is set only for createdAt and position", () => {
  for (const name of ["createdAt", "position"]) {
    assert.equal(compileSort(name, "desc").byPosition, true);
  }
  for (const name of ["updatedAt", "variables.position", "startedAt", "x"]) {
    assert.equal(compileSort(name, "asc").byPosition, false, name);
  }
});

const isRejection = (parameter: string) => (error: unknown) =>
  error instanceof InvalidParameter && error.parameter === parameter;

Deno.test("rejects a sortBy that cannot be a field name", () => {
  for (
    const name of [
      "",
      ".",
      "a.",
      "a..b",
      ".a",
      "variables",
      "variables.",
      "phoneLogs",
      "phoneLogs.x",
      "phoneLogs.from.x",
      "a\\b",
      "a\\",
      "a\0",
      "\ud800",
    ]
  ) assert.throws(() => compileSort(name, "asc"), isRejection("sortBy"), JSON.stringify(name));
});

Deno.test("rejects cursor keys that no call can have", () => {
  const hostile: [string, Key[][]][] = [
    ["callDuration", [[], ["x"], ["1e3"], ["1", "2"], [""], ["NaN"], ["9".repeat(60)]]],
    ["updatedAt", [["2026-99-99T00:00:00.000Z"], ["2026-01-05 10:00:00+00"], ["infinity"], [
      "0000-01-01T00:00:00.000Z",
    ]]],
    ["phoneNumber", [["a\0"], ["\ud800"], ["x".repeat(501)]]],
    ["plan", [[], ["1"], ["7", "0", ""], ["1", null, ""], ["2", "0", null], ["2", "0", "\0"], [
      "1",
      "x",
      "",
    ]]],
  ];
  for (const [name, keys] of hostile) {
    for (const key of keys) {
      assert.throws(
        () => compileSort(name, "asc").after(key, 1),
        isRejection("cursor"),
        `${name} ${JSON.stringify(key)}`,
      );
    }
  }
});

Deno.test("any cursor keys are either rejected or valid for Postgres", async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom(
      "1",
      "-0.5",
      "1".repeat(19),
      "2026-01-05T10:00:00.000Z",
      "9999-12-31T23:59:59.999Z",
      "0001-01-01T00:00:00.000Z",
      "infinity",
    ),
  );
  const keys = fc.oneof(
    fc.array(fc.option(text), { maxLength: 3 }),
    fc.tuple(
      fc.constantFrom("0", "1", "2", "6"),
      fc.constantFrom("0", "-1.5", "9".repeat(300)),
      text,
    ),
  );
  await withCalls(fc.sample(arbitraryRow, { numRuns: 10, seed }) as Row[], async (db, batchId) => {
    let accepted = 0;
    const attempts = fc.sample(
      fc.tuple(fc.constantFrom(...fields), fc.constantFrom(...orders), keys),
      {
        numRuns: 1000,
        seed,
      },
    );
    for (const [[sortBy], order, key] of attempts) {
      const sort = compileSort(sortBy, order);
      try {
        await positions(db, batchId, { where: sort.after(key, 5), orderBy: sort.orderBy });
        accepted++;
      } catch (error) {
        assert.ok(isRejection("cursor")(error), `${sortBy} ${JSON.stringify(key)}: ${error}`);
      }
    }
    assert.ok(accepted > 100 && accepted < 900, `${accepted} accepted`);
  });
});
