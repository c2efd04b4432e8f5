/** Corrected and withdrawn calls. */
import assert from "node:assert/strict";
import { counters, newBatch, recount } from "../support/campaign.ts";
import { type Client, newClient, openDatabase, type TestDatabase } from "../support/client.ts";
import { report } from "../support/dial.ts";
import type { Node } from "../support/oracle.ts";

let db: TestDatabase;
let client: Client;

function test(name: string, body: () => Promise<void>): void {
  Deno.test(`calls: ${name}`, async () => {
    db = openDatabase();
    client = await newClient(db);
    await body().finally(() => db.close());
  });
}

type Place = { batchId: string; callId: string };

async function batchOf(rows: Node[], settings: Node = {}): Promise<Place[]> {
  const { body: { id: batchId } } = await client.post("/v1/batches", { name: "a", ...settings });
  assert.equal((await client.post(`/v1/batches/${batchId}/calls`, rows)).status, 201);
  const { body } = await client.get(`/v1/batches/${batchId}`, { sortOrder: "asc", limit: 100 });
  return body.calls.map(({ id: callId }: Node) => ({ batchId, callId }));
}
const at = ({ batchId, callId }: Place) => `/v1/batches/${batchId}/calls/${callId}`;
const patch = (place: Place, body: unknown, by = client) =>
  by.request("PATCH", at(place), { json: body });
const withdraw = (place: Place, by = client) => by.request("DELETE", at(place));
const batchAt = async ({ batchId }: Place, query = {}) =>
  (await client.get(`/v1/batches/${batchId}`, query)).body;
const total = async (place: Place, query: Node) => (await batchAt(place, query)).total;
const assertCounted = async ({ batchId }: Place) =>
  assert.deepEqual(await counters(db, batchId), await recount(db, batchId));

const [ada, grace, alan] = ["+12025550142", "+12025550143", "+12025550144"];

test("a correction merges variables, and search and filter follow it", async () => {
  const variables = { name: "Ada", plan: "gold", address: { city: "Faro", zip: "1" }, tags: ["a"] };
  const [call] = await batchOf([{ phoneNumber: ada, ...variables }, { phoneNumber: grace }]);
  const before = (await client.get(at(call!))).body;
  const { status, body } = await patch(call!, {
    phoneNumber: alan,
    variables: { plan: null, address: { city: "Porto", street: null }, tags: ["b"], age: 36 },
  });
  assert.equal(status, 200);
  const { updatedAt, ...shown } = body;
  assert.ok(updatedAt > before.updatedAt, `${updatedAt} > ${before.updatedAt}`);
  const { updatedAt: _, ...expected } = before;
  assert.deepEqual(shown, {
    ...expected,
    phoneNumber: alan,
    variables: { name: "Ada", address: { city: "Porto", zip: "1" }, tags: ["b"], age: 36 },
  });
  assert.deepEqual((await client.get(at(call!))).body, body);
  for (const search of ["faro", "gold", "550142"]) assert.equal(await total(call!, { search }), 0);
  for (const search of ["porto", "550144", "^ada$"]) {
    assert.equal(await total(call!, { search }), 1);
  }
  assert.equal(await total(call!, { filter: '{"plan":"gold"}' }), 0);
  assert.equal(await total(call!, { filter: '{"address.city":"Porto","age":36}' }), 1);
  assert.equal((await patch(call!, {})).status, 200);
  assert.equal((await patch(call!, { phoneNumber: alan })).status, 200); // its own number
  await assertCounted(call!);
});

test("variables that a correction does not name keep every digit", async () => {
  const [call] = await batchOf([{ phoneNumber: ada, other: 1 }]);
  await db.client`update calls set variables = '{"account":90071992547409931,"other":1}'
    where batch_id = ${call!.batchId}`;
  await patch(call!, { variables: { other: "2" } });
  const [row] = await db.client`select variables->>'account' as account from calls
    where batch_id = ${call!.batchId}`;
  assert.equal(row!.account, "90071992547409931");
});

test("a correction must stay unique: by number, by variable, or by nothing", async () => {
  const rows = [{ phoneNumber: ada, id: "1" }, { phoneNumber: grace, id: "2" }];
  const [byNumber] = await batchOf(rows);
  const taken = await patch(byNumber!, { phoneNumber: grace });
  assert.deepEqual([taken.status, taken.body.code], [409, "duplicate_call"]);
  assert.equal((await client.get(at(byNumber!))).body.phoneNumber, ada);
  const [byNothing] = await batchOf(rows, { uniqueBy: "none" });
  assert.equal((await patch(byNothing!, { phoneNumber: grace })).status, 200);
  const [byId] = await batchOf(rows, { uniqueBy: "variables.id" });
  assert.equal((await patch(byId!, { phoneNumber: grace })).status, 200);
  const same = await patch(byId!, { variables: { id: 2 } });
  assert.deepEqual([same.status, same.body.code], [409, "duplicate_call"]);
  const none = await patch(byId!, { variables: { id: null } });
  assert.deepEqual([none.status, none.body.errors[0].pointer], [400, "/variables/id"]);
  assert.equal((await patch(byId!, { variables: { id: "3" } })).status, 200);
  const again = await client.post(`/v1/batches/${byId!.batchId}/calls`, [{
    phoneNumber: alan,
    id: "1",
  }, { phoneNumber: alan, id: "3" }]);
  assert.deepEqual([again.body.added, again.body.duplicateCount], [1, 1]);
});

test("a correction that a row could not have is a 400 that names the place", async () => {
  const [call] = await batchOf([{ phoneNumber: ada, text: "x".repeat(40_000) }]);
  let deep: unknown = 1;
  for (let i = 0; i < 21; i++) deep = { deep };
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`v${i}`, 1]));
  const cases: [Node, string][] = [
    [{ phoneNumber: "0142" }, "/phoneNumber"],
    [{ phoneNumber: null }, "/phoneNumber"],
    [{ variables: null }, "/variables"],
    [{ variables: { deep } }, "/variables/deep"],
    [{ variables: many }, "/variables"],
    [{ variables: { more: "x".repeat(30_000) } }, "/variables"],
    [{ status: "canceled" }, "/status"],
  ];
  for (const [body, pointer] of cases) {
    const { status, body: problem } = await patch(call!, body);
    assert.deepEqual([status, problem.errors[0].pointer], [400, pointer]);
  }
  const unsafe = await client.request("PATCH", at(call!), {
    body: '{"variables":{"account":[9007199254740993]}}',
    headers: { "content-type": "application/json" },
  });
  assert.deepEqual([unsafe.status, unsafe.body.errors[0].pointer], [400, "/variables/account/0"]);
});

test("a withdrawn call is canceled, keeps its place, and comes back by no upload", async () => {
  const [first, second, third] = await batchOf([
    { phoneNumber: ada },
    { phoneNumber: grace },
    { phoneNumber: alan },
  ]);
  for (let i = 0; i < 2; i++) assert.equal((await withdraw(second!)).status, 204);
  const { counts, status, calls } = await batchAt(second!, { sortOrder: "asc" });
  assert.deepEqual([counts.queued, counts.canceled, status], [2, 1, "draft"]);
  assert.deepEqual(calls.map(({ callStatus }: Node) => callStatus), [
    "queued",
    "canceled",
    "queued",
  ]);
  const refused = await patch(second!, { variables: { a: 1 } });
  assert.deepEqual([refused.status, refused.body.detail], [409, "The call was withdrawn."]);
  const again = await client.request("POST", `/v1/batches/${second!.batchId}/calls`, {
    json: [{ phoneNumber: grace, a: 1 }],
    query: { onDuplicate: "update" },
  });
  assert.deepEqual([again.body.added, again.body.updated, again.body.duplicateCount], [0, 0, 1]);
  await report(client, first!, ["completed"]);
  assert.equal((await batchAt(first!)).status, "active");
  assert.equal((await withdraw(third!)).status, 204);
  assert.equal((await batchAt(first!)).status, "completed");
  await assertCounted(first!);
});

test("a dialled call is a 409 that names its state", async () => {
  const retry = { maxAttempts: 3, delaySeconds: 60, on: ["busy"] };
  const [call] = await batchOf([{ phoneNumber: ada }], { retry });
  await report(client, call!, ["busy"]); // queued again
  for (const answer of [await withdraw(call!), await patch(call!, { phoneNumber: grace })]) {
    assert.deepEqual([answer.status, answer.body.code, answer.body.detail], [
      409,
      "call_not_changeable",
      "The call was dialled (callStatus queued, attempts 1).",
    ]);
  }
  await assertCounted(call!);
});

test("events of a withdrawn call count, but do not queue it again", async () => {
  const retry = { maxAttempts: 3, delaySeconds: 60, on: ["busy"] };
  const [call] = await batchOf([{ phoneNumber: ada }, { phoneNumber: grace }], { retry });
  await withdraw(call!);
  await report(client, call!, ["ringing", "busy"]);
  const { callStatus, attempts, nextAttemptAt } = (await client.get(at(call!))).body;
  assert.deepEqual([callStatus, attempts, nextAttemptAt], ["busy", 1, null]);
  assert.equal((await withdraw(call!)).status, 409);
  await assertCounted(call!);
});

test("a correction, a withdrawal and an event at once: no state is mixed", async () => {
  for (let round = 0; round < 8; round++) {
    const [call] = await batchOf([{ phoneNumber: ada }, { phoneNumber: grace }]);
    const [corrected, withdrawn] = await Promise.all([
      patch(call!, { variables: { corrected: true } }),
      withdraw(call!),
      report(client, call!, ["ringing"]),
      client.post(`/v1/batches/${call!.batchId}/calls`, [{ phoneNumber: alan }]),
    ]);
    assert.ok([200, 409].includes(corrected.status) && [204, 409].includes(withdrawn.status));
    const { callStatus, attempts, variables } = (await client.get(at(call!))).body;
    assert.deepEqual([callStatus, attempts], ["ringing", 1]);
    assert.equal(variables.corrected ?? false, corrected.status === 200);
    await assertCounted(call!);
  }
});

test("an upload that adds the number of a correction finds its call", async () => {
  for (let round = 0; round < 5; round++) {
    const [call] = await batchOf([{ phoneNumber: ada }]);
    const rows = Array.from({ length: 1500 }, (_, i) => ({ phoneNumber: `+${12035550000 + i}` }));
    const [added, corrected] = await Promise.all([
      client.post(`/v1/batches/${call!.batchId}/calls`, rows),
      patch(call!, { phoneNumber: "+12035551400" }),
    ]);
    assert.equal(added.status, 201);
    assert.equal(added.body.added + (corrected.status === 200 ? 1 : 0), 1500);
    await assertCounted(call!);
  }
});

test("another workspace's call is one that does not exist", async () => {
  const { batchId, callIds: [callId] } = await newBatch(client, 2);
  const stranger = await newClient(db);
  const none = crypto.randomUUID();
  for (const send of [withdraw, (place: Place, by: Client) => patch(place, {}, by)]) {
    const alike = async (place: Place, by = stranger) => {
      const { status, body: { instance: _, requestId: __, ...body } } = await send(place, by);
      return [status, body];
    };
    const foreign = await alike({ batchId, callId: callId! });
    assert.equal(foreign[0], 404);
    assert.deepEqual(foreign, await alike({ batchId: none, callId: callId! }));
    assert.deepEqual(foreign, await alike({ batchId, callId: none }, client));
  }
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.counts.queued, 2);
});
