/** What makes a call unique in its batch, and what becomes of duplicates. */
import assert from "node:assert/strict";
import { addCalls } from "../../src/uploads/add.ts";
import { type Options, type TestDatabase } from "../support/client.ts";
import { counters, newBatch, recount } from "../support/campaign.ts";
import { type Client, newClient, openDatabase } from "../support/client.ts";
import type { Node } from "../support/oracle.ts";

let db: TestDatabase;
let client: Client;

function test(name: string, body: () => Promise<void>): void {
  Deno.test(`duplicates: ${name}`, async () => {
    db = openDatabase();
    client = await newClient(db);
    await body().finally(() => db.close());
  });
}

const ada = "+12025550142";
const grace = "+12025550143";

const batchOf = async (uniqueBy?: string): Promise<string> => {
  const { status, body } = await client.post("/v1/batches", { name: "a", uniqueBy });
  assert.deepEqual([status, body.uniqueBy], [201, uniqueBy ?? "phoneNumber"]);
  return body.id;
};
const add = (batchId: string, rows: unknown[], query: Options["query"] = {}) =>
  client.request("POST", `/v1/batches/${batchId}/calls`, { json: rows, query });

/** The calls in order, after a check of positions and counters. */
async function callsOf(batchId: string): Promise<Node[]> {
  const { body } = await client.get(`/v1/batches/${batchId}`, { sortOrder: "asc", limit: 100 });
  assert.deepEqual(
    body.calls.map(({ position }: Node) => position),
    body.calls.map((
      _: Node,
      i: number,
    ) => i + 1),
  );
  assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
  return body.calls;
}
const counts = ({ status, body }: { status: number; body: Node }) => [
  status,
  body.added,
  body.updated,
  body.duplicateCount,
  body.duplicates.map(({ line }: Node) => line),
  body.rejectedCount,
];
const total = async (batchId: string, query: Options["query"]) =>
  (await client.get(`/v1/batches/${batchId}`, query)).body.total;

async function ring(batchId: string, callId: string): Promise<void> {
  const event = { id: "1", batchId, callId, type: "ringing", at: "2026-01-01T00:00:00Z" };
  assert.equal((await client.post("/v1/call-events", { events: [event] })).status, 200);
}

test("update replaces the variables of a call that was never dialled", async () => {
  const batchId = await batchOf();
  await add(batchId, [{ phoneNumber: ada, plan: "gold" }, { phoneNumber: grace, plan: "gold" }]);
  const [, { id }] = (await callsOf(batchId)) as [Node, Node];
  await ring(batchId, id);
  const answer = await add(batchId, [
    { phoneNumber: ada, city: "Porto" },
    { phoneNumber: grace, city: "Faro" }, // dialled
    { phoneNumber: "+12025550144" },
    { phoneNumber: ada, city: "Lagos" }, // repeats the upload
    { phoneNumber: "+12025550144", city: "Lagos" },
  ], { onDuplicate: "update" });
  assert.deepEqual(counts(answer), [201, 1, 1, 3, [2, 4, 5], 0]);
  assert.deepEqual((await callsOf(batchId)).map(({ variables }) => variables), [
    { city: "Porto" },
    { plan: "gold" },
    {},
  ]);
  assert.deepEqual(
    [
      await total(batchId, { search: "porto" }),
      await total(batchId, { search: "gold" }),
      await total(batchId, { filter: '{"city":"Porto"}' }),
      await total(batchId, { filter: '{"plan":"gold"}' }),
    ],
    [1, 1, 1, 1],
  );
});

test("update across chunks changes the first of each, and no more after a failure", async () => {
  const batchId = await batchOf();
  const rows = (variables: object, from = 0) =>
    Array.from(
      { length: 2300 },
      (_, i) => ({ phoneNumber: `+${12025550000 + from + i}`, ...variables }),
    );
  await add(batchId, rows({ v: "one" }));
  const failed = await add(batchId, [...rows({ v: "two" }), { phoneNumber: "no" }], {
    onDuplicate: "update",
  });
  assert.equal(failed.status, 422);
  const staged = () => db.client`select from staged_updates where batch_id = ${batchId}`;
  assert.deepEqual([await total(batchId, { filter: '{"v":"one"}' }), (await staged()).length], [
    2300,
    0,
  ]);
  const updated = await add(batchId, [...rows({ v: "two" }), ...rows({ v: "three" }, 100)], {
    onDuplicate: "update",
  });
  assert.deepEqual(counts(updated).slice(0, 4), [201, 100, 2300, 2200]);
  assert.equal(updated.body.duplicates.length, 100);
  assert.deepEqual([await total(batchId, { filter: '{"v":"two"}' }), (await staged()).length], [
    2300,
    0,
  ]);
  assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
});

test("a call that is dialled while the upload is read keeps its variables", async () => {
  const batchId = await batchOf();
  const numbers = Array.from({ length: 1000 }, (_, i) => `+${12025550000 + i}`);
  await add(batchId, numbers.map((phoneNumber) => ({ phoneNumber, v: "one" })));
  const [first, second] = await callsOf(batchId) as [Node, Node];
  const staged = () => db.client`select from staged_updates where batch_id = ${batchId}`;
  const rows = async function* () {
    for (const [i, phoneNumber] of numbers.entries()) {
      yield { line: i + 1, phoneNumber, variables: { v: "two" }, size: 10 };
    }
    while ((await staged()).length < 1000) await new Promise((resolve) => setTimeout(resolve, 5));
    await ring(batchId, first.id);
    const withdrawn = await client.request("DELETE", `/v1/batches/${batchId}/calls/${second.id}`);
    assert.equal(withdrawn.status, 204);
  };
  const options = { onDuplicate: "update" } as const;
  const result = await addCalls(db, client.workspaceId, batchId, rows(), options);
  assert.deepEqual(
    [result?.added, result?.updated, result?.duplicateCount, result?.duplicates],
    [0, 998, 2, [
      { line: 1, phoneNumber: numbers[0]! },
      { line: 2, phoneNumber: numbers[1]! },
    ]],
  );
  assert.equal(await total(batchId, { filter: '{"v":"two"}' }), 998);
  assert.deepEqual((await callsOf(batchId)).slice(0, 2).map(({ variables }) => variables.v), [
    "one",
    "one",
  ]);
});

test("reject makes duplicates rejected rows, named with their value", async () => {
  const batchId = await batchOf();
  await add(batchId, [{ phoneNumber: ada }]);
  const rows = [{ phoneNumber: grace }, { phoneNumber: ada }, { phoneNumber: grace }];
  const rejected = await add(batchId, rows, { onDuplicate: "reject" });
  const reason = (number: string) => `${number} is already in the batch, or earlier in the upload`;
  const listed = [
    { line: 2, column: "phoneNumber", reason: reason(ada) },
    { line: 3, column: "phoneNumber", reason: reason(grace) },
  ];
  assert.deepEqual([rejected.status, rejected.body.rejected], [422, listed]);
  assert.equal((await callsOf(batchId)).length, 1);
  const skipped = await add(batchId, rows, { onDuplicate: "reject", onInvalid: "skip" });
  assert.deepEqual([counts(skipped), skipped.body.rejected], [[201, 1, 0, 0, [], 2], listed]);
  assert.equal((await callsOf(batchId)).length, 2);
});

test("uniqueBy none: every row is a call", async () => {
  const batchId = await batchOf("none");
  for (const onDuplicate of ["skip", "update", "reject"]) {
    const answer = await add(batchId, [{ phoneNumber: ada }, { phoneNumber: ada }], {
      onDuplicate,
    });
    assert.deepEqual(counts(answer), [201, 2, 0, 0, [], 0]);
  }
  assert.equal((await callsOf(batchId)).length, 6);
  assert.equal(await total(batchId, { filter: `{"phoneNumber":"${ada}"}` }), 6);
});

test("uniqueBy a variable: a mother and a child on one number are two calls", async () => {
  const batchId = await batchOf("variables.patient.id");
  const rows = [
    { phoneNumber: ada, "patient.id": "7", name: "mother" },
    { phoneNumber: ada, "patient.id": "8", name: "child" },
    { phoneNumber: grace, "patient.id": 7, name: "mother again" },
    { phoneNumber: grace, "patient.id": "" },
    { phoneNumber: grace },
    { phoneNumber: grace, "patient.id": true },
    { phoneNumber: grace, "patient.id": "9".repeat(201) },
  ];
  const answer = await add(batchId, rows, { onInvalid: "skip" });
  assert.deepEqual(counts(answer), [201, 2, 0, 1, [3], 4]);
  assert.deepEqual(answer.body.rejected.map(({ line, column }: Node) => [line, column]), [
    [4, "patient.id"],
    [5, "patient.id"],
    [6, "patient.id"],
    [7, "patient.id"],
  ]);
  assert.equal(await total(batchId, { search: "\\+12025550142" }), 2);
  const moved = await add(batchId, [{ phoneNumber: grace, "patient.id": "8", name: "kid" }], {
    onDuplicate: "update",
  });
  assert.deepEqual(counts(moved), [201, 0, 1, 0, [], 0]);
  assert.deepEqual(
    (await callsOf(batchId)).map((call) => [call.phoneNumber, call.variables.name]),
    [
      [ada, "mother"],
      [grace, "kid"],
    ],
  );
  const again = await add(batchId, [{ phoneNumber: ada, "patient.id": "7" }], {
    onDuplicate: "reject",
  });
  assert.deepEqual([again.status, again.body.rejected[0].column], [422, "patient.id"]);
});

test("an unknown uniqueBy is a 400 that names it", async () => {
  for (const uniqueBy of ["phone", "variables.", "None", ""]) {
    const { status, body } = await client.post("/v1/batches", { name: "a", uniqueBy });
    assert.deepEqual([status, body.errors[0].pointer], [400, "/uniqueBy"], uniqueBy);
  }
});

test("a look-up by number is one by index in a batch of any kind", async () => {
  for (const uniqueBy of ["phoneNumber", "none", "variables.n"]) {
    const batchId = await batchOf(uniqueBy);
    const rows = Array.from(
      { length: 3000 },
      (_, n) => ({ phoneNumber: `+${12025550000 + n}`, n }),
    );
    await add(batchId, rows);
    await db.client.unsafe("analyze calls");
    const [row] = await db.client.unsafe(`explain (format json) select from calls
      where batch_id = '${batchId}' and phone_number = '+12025551234'`);
    assert.match(JSON.stringify(row), /"Index Name":"calls_number"/, uniqueBy);
  }
});

test("events find the call by its id, whoever shares its number", async () => {
  const batchId = await batchOf("none");
  await add(batchId, [{ phoneNumber: ada }, { phoneNumber: ada }]);
  const [first, second] = (await callsOf(batchId)) as [Node, Node];
  await ring(batchId, second.id);
  assert.deepEqual((await callsOf(batchId)).map(({ callStatus }) => callStatus), [
    "queued",
    "ringing",
  ]);
  assert.equal((await client.get(`/v1/batches/${batchId}/calls/${first.id}`)).body.attempts, 0);
});

test("the campaign of the other tests has one call per number", async () => {
  const { batchId } = await newBatch(client, 3);
  const { body } = await add(batchId, [{ phoneNumber: "+12025550000" }]);
  assert.deepEqual([body.added, body.duplicateCount], [0, 1]);
});
