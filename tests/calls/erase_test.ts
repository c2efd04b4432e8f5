/** After an erasure nothing that the API or the database says leads to the person. */
import assert from "node:assert/strict";
import { counters, recount } from "../support/campaign.ts";
import {
  type Client,
  createKey,
  newClient,
  onServer,
  openDatabase,
  type TestDatabase,
} from "../support/client.ts";
import { report } from "../support/dial.ts";
import type { Node } from "../support/oracle.ts";

let db: TestDatabase;
let client: Client;

function test(name: string, body: () => Promise<void>, ignore = false): void {
  Deno.test({
    name: `erasure: ${name}`,
    ignore,
    async fn() {
      db = openDatabase();
      client = await newClient(db);
      await body().finally(() => db.close());
    },
  });
}

const [ada, grace] = ["+12025550142", "+12025550143"];
const secret = /Lovelace|12025550142|recordings\.example|CA-secret|Guten Tag/i;
const lovelace = { phoneNumber: ada, name: "Lovelace", note: { text: "Ada Lovelace" } };
const retry = { maxAttempts: 3, delaySeconds: 60, on: ["busy"] };

type Place = { batchId: string; callId: string };
const at = ({ batchId, callId }: Place) => `/v1/batches/${batchId}/calls/${callId}`;

async function batchOf(rows: Node[], settings: Node = {}): Promise<Place[]> {
  const { body: { id: batchId } } = await client.post("/v1/batches", { name: "a", ...settings });
  assert.equal((await client.post(`/v1/batches/${batchId}/calls`, rows)).status, 201);
  const { body } = await client.get(`/v1/batches/${batchId}`, { sortOrder: "asc", limit: 100 });
  return body.calls.map(({ id: callId }: Node) => ({ batchId, callId }));
}

const details = (attempt: number) => ({
  attempt,
  providerCallId: "CA-secret",
  recordingUrl: `https://recordings.example/${attempt}`,
  cost: { amount: "0.5", currency: "USD" },
});

/** A call with two attempts, recordings, a transcript. */
async function dialed(place: Place): Promise<void> {
  await report(client, place, ["ringing", "busy"], details(1));
  await report(client, place, ["answered", "completed"], details(2));
  await report(client, place, ["transcript-available"], {
    attempt: 2,
    transcript: [{ speaker: "agent", text: "Guten Tag, Frau Lovelace" }],
  });
}

const eraseCall = (place: Place, by = client) => by.request("POST", `${at(place)}/erase`);
const eraseContact = async (phoneNumber: string, by = client) => {
  const { status, body } = await by.post("/v1/erasures", { phoneNumber });
  assert.equal(status, 200);
  return body;
};

/** All rows of the batch's tables as text. */
async function rowsOf(batchId: string): Promise<string> {
  const tables = await db.client`select relname as name from pg_class c
    where relkind = 'r' and relnamespace = 'public'::regnamespace and exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'batch_id')`;
  const texts = await Promise.all(tables.map(async ({ name }) => {
    const rows = await db.client.unsafe(
      `select t::text as row from ${name} t where batch_id = '${batchId}'`,
    );
    return rows.map(({ row }) => row).join("\n");
  }));
  return texts.join("\n");
}

async function assertForgotten({ batchId }: Place): Promise<void> {
  assert.doesNotMatch(await rowsOf(batchId), secret);
  assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
  const total = async (query: Node) =>
    (await client.get(`/v1/batches/${batchId}`, query)).body.total;
  for (const search of ["lovelace", "2025550142", "ada", "^\\+1202555.142$"]) {
    assert.equal(await total({ search }), 0, search);
  }
  const filters = [
    { phoneNumber: ada },
    { "variables.name": "Lovelace" },
    { name: { $exists: true } },
    { phoneNumber: { $regex: "0142" } },
    { "phoneLogs.providerCallId": "CA-secret" },
    { "phoneLogs.recordingUrl": { $exists: true } },
    { recordingUrl: { $ne: null } },
  ];
  for (const filter of filters) {
    assert.equal(await total({ filter: JSON.stringify(filter) }), 0, JSON.stringify(filter));
  }
}

test("of a call with attempts, recordings and a transcript only figures stay", async () => {
  const [place, other] = await batchOf([lovelace, { phoneNumber: grace }], { retry });
  await dialed(place!);
  const before = (await client.get(at(place!))).body;
  assert.match(await rowsOf(place!.batchId), secret);
  for (let i = 0; i < 2; i++) assert.equal((await eraseCall(place!)).status, 204);
  await dialed(place!); // the same events again: none contradicts what was erased
  const answer = await client.get(at(place!));
  assert.doesNotMatch(answer.text, secret);
  const blank = { recordingUrl: null, providerCallId: null };
  assert.deepEqual({ ...answer.body, updatedAt: "" }, {
    ...before,
    updatedAt: "",
    phoneNumber: null,
    variables: {},
    recordingUrl: null,
    transcript: null,
    phoneLogs: before.phoneLogs.map((log: Node) => ({ ...log, ...blank })),
  });
  assert.deepEqual([answer.body.attempts, answer.body.cost.amount], [2, "0.5"]);
  await assertForgotten(place!);
  const { body } = await client.get(`/v1/batches/${place!.batchId}`, {
    sortBy: "phoneNumber",
    sortOrder: "asc",
  });
  assert.deepEqual(body.calls.map((call: Node) => [call.position, call.phoneNumber]), [
    [1, null],
    [2, grace],
  ]);
  const missing = await client.get(`/v1/batches/${place!.batchId}`, {
    filter: '{"phoneNumber":null}',
  });
  assert.deepEqual(missing.body.calls.map(({ id }: Node) => id), [place!.callId]);
  assert.equal((await client.get(at(other!))).body.phoneNumber, grace);
});

test("later events are recorded without what leads to the person", async () => {
  const [place] = await batchOf([lovelace], { retry });
  await report(client, place!, ["ringing"], details(1));
  assert.equal((await eraseCall(place!)).status, 204);
  assert.equal((await client.get(at(place!))).body.callStatus, "ringing");
  await dialed(place!);
  await report(client, place!, ["recording-available"], {
    attempt: 2,
    recordingUrl: "https://recordings.example/late",
  });
  const { body } = await client.get(at(place!));
  assert.deepEqual([body.callStatus, body.attempts, body.events.length, body.cost.amount], [
    "completed",
    2,
    6,
    "0.5",
  ]);
  assert.deepEqual([body.transcript, body.recordingUrl, body.phoneNumber], [null, null, null]);
  await assertForgotten(place!);
  await report(client, place!, ["busy"], details(3));
  assert.deepEqual((await client.get(at(place!))).body.callStatus, "busy"); // not queued again
  await assertForgotten(place!);
});

test("queued calls are never dialled again: canceled, or as their last attempt ended", async () => {
  const [never, between] = await batchOf([lovelace, { phoneNumber: grace }], { retry });
  await report(client, between!, ["busy"], details(1));
  const state = async (place: Place) => {
    const { callStatus, nextAttemptAt } = (await client.get(at(place))).body;
    return [callStatus, nextAttemptAt];
  };
  assert.equal((await state(between!))[0], "queued");
  await eraseCall(never!);
  await eraseCall(between!);
  assert.deepEqual([await state(never!), await state(between!)], [["canceled", null], [
    "busy",
    null,
  ]]);
  const { body: { status, counts } } = await client.get(`/v1/batches/${never!.batchId}`);
  assert.deepEqual([status, counts.queued, counts.canceled, counts.busy], ["completed", 0, 1, 1]);
  await assertForgotten(never!);
  assert.equal((await client.request("DELETE", at(never!))).status, 204);
  const patch = await client.request("PATCH", at(never!), { json: { phoneNumber: ada } });
  assert.deepEqual([patch.status, patch.body.detail], [409, "The contact of the call was erased."]);
});

test("by number: in every batch of the workspace, deleted ones too, and in no other", async () => {
  const [first] = await batchOf([lovelace, { phoneNumber: grace }], { retry });
  const [mother, child] = await batchOf([lovelace, lovelace], { uniqueBy: "none" });
  const [byName] = await batchOf([lovelace], { uniqueBy: "variables.name" });
  const [deleted] = await batchOf([lovelace]);
  assert.equal((await client.request("DELETE", `/v1/batches/${deleted!.batchId}`)).status, 204);
  await dialed(first!);
  const owner = client;
  client = await newClient(db);
  const [foreign] = await batchOf([lovelace]);
  assert.deepEqual(await eraseContact("+12025550999"), { calls: 0, batches: 0 });
  assert.deepEqual(await eraseContact(ada, owner), { calls: 5, batches: 4 });
  assert.deepEqual(await eraseContact(ada, owner), { calls: 0, batches: 0 });
  assert.equal((await client.get(at(foreign!))).body.variables.name, "Lovelace");
  client = owner;
  for (const place of [first!, mother!, byName!]) await assertForgotten(place);
  assert.doesNotMatch(await rowsOf(deleted!.batchId), secret);
  assert.deepEqual((await client.get(at(child!))).body.callStatus, "canceled");
  const again = await client.post(`/v1/batches/${byName!.batchId}/calls`, [lovelace]);
  assert.equal(again.body.added, 1); // the number is not remembered
});

test("of an upload in progress nothing is touched, and its counters stay right", async () => {
  const [place] = await batchOf([{ phoneNumber: grace }]);
  const { batchId } = place!;
  let release = () => {};
  const pause = new Promise<void>((resolve) => (release = resolve));
  const lines = async function* () {
    const rows = Array.from({ length: 1000 }, (_, i) => ({ phoneNumber: `+${12035551000 + i}` }));
    yield [lovelace, ...rows].map((row) => JSON.stringify(row)).join("\n") + "\n";
    await pause;
  };
  const body = ReadableStream.from(lines()).pipeThrough(new TextEncoderStream());
  const uploading = client.request("POST", `/v1/batches/${batchId}/calls`, {
    body,
    headers: { "content-type": "application/x-ndjson" },
  });
  const stored = () => db.client`select from calls where batch_id = ${batchId}`;
  while ((await stored()).length < 500) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(await eraseContact(ada), { calls: 0, batches: 0 });
  release();
  assert.equal((await uploading).body.added, 1001);
  assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
  assert.deepEqual(await eraseContact(ada), { calls: 1, batches: 1 });
  await assertForgotten(place!);
}, !onServer);

test("beside events, uploads and other erasures: no deadlock, nothing is left", async () => {
  const places = (await Promise.all(Array.from({ length: 4 }, () => batchOf([lovelace]))))
    .map(([place]) => place!);
  const work = places.flatMap((place, i) => [
    report(client, place, ["ringing"], details(1)),
    report(client, places[places.length - 1 - i]!, ["busy"], details(1)),
    eraseContact(ada),
    eraseCall(place),
    client.post(`/v1/batches/${place.batchId}/calls`, [{ phoneNumber: grace }]),
  ]);
  await Promise.all(work);
  for (const place of places) await assertForgotten(place);
});

test("it takes its own scope; another workspace's call does not exist", async () => {
  const [place] = await batchOf([lovelace]);
  const writer = client.as(await createKey(db, client.workspaceId, ["batches:write"]));
  assert.equal((await eraseCall(place!, writer)).status, 403);
  assert.equal((await writer.post("/v1/erasures", { phoneNumber: ada })).status, 403);
  const stranger = await newClient(db);
  const alike = async (place: Place, by = stranger) => {
    const { status, body: { instance: _, requestId: __, ...body } } = await eraseCall(place, by);
    return [status, body];
  };
  const foreign = await alike(place!);
  const none = crypto.randomUUID();
  assert.equal(foreign[0], 404);
  assert.deepEqual(foreign, await alike({ ...place!, batchId: none }));
  assert.deepEqual(foreign, await alike({ ...place!, callId: none }, client));
  assert.equal((await client.get(at(place!))).body.variables.name, "Lovelace");
});
