/** Uploads are undone as if they had not been. */
import assert from "node:assert/strict";
import { sql } from "drizzle-orm";
import { run } from "../../src/db/client.ts";
import { counters, newBatch, recount } from "../support/campaign.ts";
import { type Client, newClient, openDatabase, type TestDatabase } from "../support/client.ts";
import type { Node } from "../support/oracle.ts";

let db: TestDatabase;
let client: Client;

function test(name: string, body: () => Promise<void>): void {
  Deno.test(`undo: ${name}`, async () => {
    db = openDatabase();
    client = await newClient(db);
    await body().finally(() => db.close());
  });
}

const numbers = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ phoneNumber: `+${12035550000 + from + i}`, n: i }));

async function add(batchId: string, rows: unknown[], query = {}): Promise<Node> {
  const { status, headers, body } = await client.request("POST", `/v1/batches/${batchId}/calls`, {
    json: rows,
    query,
  });
  assert.equal(status, 201);
  assert.equal(headers.get("location"), `/v1/batches/${batchId}/uploads/${body.uploadId}`);
  return body;
}
const at = (batchId: string, uploadId: string) => `/v1/batches/${batchId}/uploads/${uploadId}`;
const undo = (batchId: string, uploadId: string) => client.request("DELETE", at(batchId, uploadId));

const ring = (batchId: string, callId: string, type = "ringing") =>
  client.post("/v1/call-events", {
    events: [{ id: type, batchId, callId, type, at: "2026-01-01T00:00:00Z" }],
  });

/** Positions without gaps, and counters that equal a recount. */
async function assertConsistent(batchId: string, size: number): Promise<void> {
  const rows = await run<{ position: number }>(
    db,
    sql`select position from calls where batch_id = ${batchId}::uuid order by position`,
  );
  assert.deepEqual(
    rows.map(({ position }) => position),
    Array.from({ length: size }, (_, i) => i + 1),
  );
  assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
  assert.deepEqual((await db.client`select from uploads where batch_id = ${batchId}`).length, 0);
}

async function callAt(batchId: string, position: number): Promise<Node> {
  const filter = JSON.stringify({ position });
  return (await client.get(`/v1/batches/${batchId}`, { filter })).body.calls[0];
}

test("the tail of a batch, upload by upload, and the list can be uploaded again", async () => {
  const { batchId } = await newBatch(client, 3);
  const first = await add(batchId, numbers(0, 2200));
  const second = await add(batchId, [...numbers(2190, 20), { phoneNumber: "no" }], {
    onInvalid: "skip",
  });
  const shown = (await client.get(at(batchId, second.uploadId))).body;
  const { createdAt, ...counted } = shown;
  assert.ok(Math.abs(Date.now() - Date.parse(createdAt)) < 86_400_000);
  assert.deepEqual(counted, {
    id: second.uploadId,
    batchId,
    firstPosition: 2204,
    lastPosition: 2213,
    added: 10,
    updated: 0,
    duplicateCount: 10,
    rejectedCount: 1,
  });
  const early = await undo(batchId, first.uploadId);
  assert.deepEqual([early.status, early.body.code], [409, "upload_not_undoable"]);
  assert.match(early.body.detail, /later upload/);
  const ghost = await callAt(batchId, 2213);
  assert.equal((await undo(batchId, second.uploadId)).status, 204);
  await assertConsistent(batchId, 2203);
  assert.equal((await undo(batchId, second.uploadId)).status, 404);
  assert.equal((await client.get(at(batchId, second.uploadId))).status, 404);
  assert.equal((await client.get(`/v1/batches/${batchId}/calls/${ghost.id}`)).status, 404);
  assert.equal((await ring(batchId, ghost.id)).status, 422);
  assert.equal((await undo(batchId, first.uploadId)).status, 204);
  await assertConsistent(batchId, 3);
  const again = await add(batchId, numbers(0, 2200));
  assert.deepEqual([again.added, again.duplicateCount], [2200, 0]);
  await assertConsistent(batchId, 2203);
  assert.notEqual((await callAt(batchId, 2203)).id, ghost.id);
});

test("not once one of its calls was dialled, or others were updated", async () => {
  const { batchId } = await newBatch(client, 0);
  const dialed = await add(batchId, numbers(0, 3));
  await ring(batchId, (await callAt(batchId, 2)).id);
  const refused = await undo(batchId, dialed.uploadId);
  assert.deepEqual([refused.status, refused.body.detail], [
    409,
    "1 of the 3 calls that it added was dialled.",
  ]);
  const updated = await add(batchId, numbers(0, 4), { onDuplicate: "update" });
  assert.deepEqual([updated.added, updated.updated, updated.duplicateCount], [1, 2, 1]);
  const { status, body } = await undo(batchId, updated.uploadId);
  assert.deepEqual([status, body.code], [409, "upload_not_undoable"]);
  assert.match(body.detail, /2 earlier calls/);
  const empty = await add(batchId, numbers(0, 4));
  assert.deepEqual(
    (await client.get(at(batchId, empty.uploadId))).body.firstPosition,
    null,
  );
  assert.equal((await undo(batchId, empty.uploadId)).status, 204);
  await assertConsistent(batchId, 4);
});

test("it completes a batch whose other calls are final, an empty one stays draft", async () => {
  const { batchId } = await newBatch(client, 1);
  const status = async () => (await client.get(`/v1/batches/${batchId}`)).body.status;
  await ring(batchId, (await callAt(batchId, 1)).id, "completed");
  const { uploadId } = await add(batchId, numbers(0, 2));
  assert.equal(await status(), "active");
  assert.equal((await undo(batchId, uploadId)).status, 204);
  assert.equal(await status(), "completed");
  const { batchId: draft } = await newBatch(client, 0);
  const only = await add(draft, numbers(0, 2));
  assert.equal((await undo(draft, only.uploadId)).status, 204);
  assert.equal((await client.get(`/v1/batches/${draft}`)).body.status, "draft");
  await assertConsistent(draft, 0);
});

test("beside uploads and events of the batch one wins, and nothing is lost", async () => {
  for (let round = 0; round < 6; round++) {
    const { batchId } = await newBatch(client, 2);
    const { uploadId } = await add(batchId, numbers(0, 50));
    const last = await callAt(batchId, 52);
    const [undone, rung, added] = await Promise.all([
      undo(batchId, uploadId),
      ring(batchId, last.id),
      add(batchId, numbers(100, 30)),
    ]);
    const gone = undone.status === 204;
    assert.deepEqual([undone.status, rung.status], gone ? [204, 422] : [409, rung.status]);
    assert.equal(added.added, 30);
    await assertConsistent(batchId, gone ? 32 : 82);
  }
});

test("another workspace's upload is one that does not exist", async () => {
  const { batchId } = await newBatch(client, 0);
  const { uploadId } = await add(batchId, numbers(0, 2));
  const stranger = await newClient(db);
  const alike = async (method: string) => {
    const without = async (path: string) => {
      const { status, body: { instance: _, requestId: __, ...body } } = await stranger.request(
        method,
        path,
      );
      return [status, body];
    };
    const foreign = await without(at(batchId, uploadId));
    assert.equal(foreign[0], 404);
    assert.deepEqual(foreign, await without(at(batchId, crypto.randomUUID())));
    assert.deepEqual(foreign, await without(at(crypto.randomUUID(), uploadId)));
  };
  await alike("GET");
  await alike("DELETE");
  await assertConsistent(batchId, 2);
});
