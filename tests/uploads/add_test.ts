import type { TestDatabase } from "../support/client.ts";
import { sql } from "drizzle-orm";
import assert from "node:assert/strict";
import { run } from "../../src/db/client.ts";
import { Busy } from "../../src/domain/errors.ts";
import { newId, positionOf } from "../../src/domain/id.ts";
import { addCalls, type AddCallsResult, RowsRejected } from "../../src/uploads/add.ts";
import type { Contact, Rejection } from "../../src/uploads/contact.ts";
import { insertCalls } from "../../src/uploads/insert.ts";
import { recordCallEvents } from "../../src/events/record.ts";
import { commitUpload } from "../../src/uploads/commit.ts";
import { rollBackUpload } from "../../src/uploads/held_lease.ts";
import { acquireLease } from "../../src/uploads/lease.ts";
import { noResult } from "../../src/uploads/result.ts";
import { counters, newBatch, recount } from "../support/campaign.ts";
import { type Client, newClient, onServer, openDatabase } from "../support/client.ts";

let db: TestDatabase;
let client: Client;

/** Runs each test with its own connection and workspace. */
function test(name: string, body: () => Promise<void>, ignore = false): void {
  Deno.test({
    name: `addCalls: ${name}`,
    ignore,
    async fn() {
      db = openDatabase();
      client = await newClient(db);
      await body().finally(() => db.close());
    },
  });
}

const phone = (n: number) => `+1202${5_000_000 + n}`;
const contact = (n: number, line: number): Contact => ({
  line,
  phoneNumber: phone(n),
  variables: { n },
  size: 10,
});
const rejection = (line: number): Rejection => ({ line, column: "phoneNumber", reason: "no" });
const range = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => contact(from + i, i + 1));

async function* rowsOf(rows: Iterable<Contact | Rejection>): AsyncGenerator<Contact | Rejection> {
  yield* rows;
}
const upload = (batchId: string, rows: Iterable<Contact | Rejection>, skip = false) =>
  addCalls(db, client.workspaceId, batchId, rowsOf(rows), { skip }) as Promise<AddCallsResult>;

type Stored = { position: number; id: string; phoneNumber: string; createdAt: string };
const stored = (batchId: string) =>
  run<Stored>(
    db,
    sql`select position, id::text as id, phone_number as "phoneNumber",
        created_at::text as "createdAt"
      from calls where batch_id = ${batchId}::uuid order by position`,
  );

/** Asserts gap-free positions, ids that encode them, ascending times and correct counters. */
async function assertConsistent(batchId: string, size: number): Promise<Stored[]> {
  const calls = await stored(batchId);
  assert.deepEqual(
    calls.map(({ position }) => position),
    Array.from({ length: size }, (_, i) => i + 1),
  );
  for (const { id, position } of calls) {
    assert.equal(positionOf(id), position);
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  assert.equal(new Set(calls.map(({ id }) => id)).size, size);
  const times = calls.map(({ createdAt }) => createdAt);
  assert.deepEqual(times, times.toSorted());
  assert.deepEqual(await counters(db, batchId), await recount(db, batchId));
  return calls;
}

test("positions follow the order of the rows across chunks and uploads", async () => {
  const { batchId } = await newBatch(client, 0);
  const result = await upload(batchId, range(0, 2500));
  assert.deepEqual(result, { ...noResult(), uploadId: result.uploadId, added: 2500 });
  assert.equal((await upload(batchId, range(5000, 7))).added, 7);
  const calls = await assertConsistent(batchId, 2507);
  const expected = [...range(0, 2500), ...range(5000, 7)].map(({ phoneNumber }) => phoneNumber);
  assert.deepEqual(calls.map(({ phoneNumber }) => phoneNumber), expected);
});

test("an empty upload adds nothing", async () => {
  const { batchId } = await newBatch(client, 1);
  assert.equal((await upload(batchId, [])).added, 0);
  await assertConsistent(batchId, 1);
});

test("the first row with a number is kept, within and across chunks and uploads", async () => {
  const { batchId } = await newBatch(client, 0);
  await upload(batchId, range(0, 10));
  const rows = [
    contact(100, 1),
    contact(100, 2), // in the chunk
    contact(3, 3), // in the batch
    ...Array.from({ length: 1500 }, (_, i) => contact(200 + i, i + 4)),
    contact(100, 1504), // in the chunk before
    contact(9, 1505),
    contact(101, 1506),
  ];
  const result = await upload(batchId, rows);
  assert.equal(result.added, 1502);
  assert.equal(result.duplicateCount, 4);
  const duplicates: [number, number][] = [[2, 100], [3, 3], [1504, 100], [1505, 9]];
  assert.deepEqual(
    result.duplicates,
    duplicates.map(([line, n]) => ({ line, phoneNumber: phone(n) })),
  );
  const calls = await assertConsistent(batchId, 1512);
  assert.deepEqual([calls[10]!.phoneNumber, calls.at(-1)!.phoneNumber], [phone(100), phone(101)]);
});

test("all duplicates are counted, and the first 100 by line are listed", async () => {
  const { batchId } = await newBatch(client, 0);
  await upload(batchId, range(0, 3000));
  const twice = range(0, 3000).flatMap((
    row,
    i,
  ) => [{ ...row, line: 2 * i + 1 }, { ...row, line: 2 * i + 2 }]);
  const result = await upload(batchId, twice);
  assert.equal(result.added, 0);
  assert.equal(result.duplicateCount, 6000);
  assert.deepEqual(
    result.duplicates.map(({ line }) => line),
    Array.from({ length: 100 }, (_, i) => i + 1),
  );
  await assertConsistent(batchId, 3000);
});

test("two batches can have the same number", async () => {
  const [one, other] = [await newBatch(client, 0), await newBatch(client, 0)];
  await upload(one.batchId, range(0, 5));
  assert.equal((await upload(other.batchId, range(0, 5))).added, 5);
});

test("with skip, rejected rows are reported and the others are added", async () => {
  const { batchId } = await newBatch(client, 0);
  const rows = Array.from(
    { length: 1200 },
    (_, i) => (i % 10 === 0 ? rejection(i + 1) : contact(i, i + 1)),
  );
  const result = await upload(batchId, rows, true);
  assert.deepEqual([result.added, result.rejectedCount, result.rejected.length], [1080, 120, 100]);
  assert.deepEqual(result.rejected[1], rejection(11));
  await assertConsistent(batchId, 1080);
});

test("a rejected row rolls the upload back, and positions stay gap-free", async () => {
  const { batchId } = await newBatch(client, 3);
  const rows = [...range(0, 2500), rejection(2501), ...range(6000, 10), rejection(2600)];
  await assert.rejects(upload(batchId, rows), (error) => {
    assert.ok(error instanceof RowsRejected);
    assert.equal(error.result.rejectedCount, 2);
    assert.deepEqual(error.result.rejected, [rejection(2501), rejection(2600)]);
    return true;
  });
  await assertConsistent(batchId, 3);
  await upload(batchId, range(100, 4));
  await assertConsistent(batchId, 7);
});

test("stops reading after 100 rejections", async () => {
  const { batchId } = await newBatch(client, 0);
  let read = 0;
  const endless = function* () {
    for (let line = 1;; line++) yield (read = line, rejection(line));
  };
  await assert.rejects(upload(batchId, endless()), RowsRejected);
  assert.equal(read, 100);
});

test("a source that fails rolls the upload back and is released", async () => {
  const { batchId } = await newBatch(client, 0);
  const broken = function* () {
    yield* range(0, 1500);
    throw new TypeError("broken");
  };
  await assert.rejects(upload(batchId, broken()), /broken/);
  await assertConsistent(batchId, 0);
  let released = false;
  const rejected = function* () {
    try {
      for (let line = 1;; line++) yield rejection(line);
    } finally {
      released = true;
    }
  };
  await assert.rejects(upload(batchId, rejected()), RowsRejected);
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.equal(released, true);
});

test("a batch of another workspace is not found, and nothing is read", async () => {
  const { batchId } = await newBatch(client, 0);
  const otherClient = await newClient(db);
  let read = 0;
  const rows = function* () {
    yield (read++, contact(1, 1));
  };
  assert.equal(await addCalls(db, otherClient.workspaceId, batchId, rowsOf(rows())), undefined);
  assert.equal(await addCalls(db, client.workspaceId, newId(), rowsOf(rows())), undefined);
  assert.equal(read, 0);
  await assertConsistent(batchId, 0);
});

test("a chunk is also bounded in size", async () => {
  const { batchId } = await newBatch(client, 0);
  const rows = Array.from({ length: 60 }, (_, i) => ({
    line: i + 1,
    phoneNumber: phone(i),
    variables: { note: "x".repeat(60_000) },
    size: 60_011,
  }));
  assert.equal((await upload(batchId, rows)).added, 60);
  await assertConsistent(batchId, 60);
});

test("new calls make a completed batch active; a draft stays a draft", async () => {
  const { batchId, callIds } = await newBatch(client, 1);
  const status = async () => (await client.get(`/v1/batches/${batchId}`)).body.status;
  await upload(batchId, range(0, 1));
  assert.equal(await status(), "draft");
  const { batchId: done, callIds: [callId] } = await newBatch(client, 1);
  await client.post("/v1/call-events", {
    events: [{ id: "1", batchId: done, callId, type: "failed", at: "2026-01-01T00:00:00Z" }],
  });
  const statusOf = async (id: string) => (await client.get(`/v1/batches/${id}`)).body.status;
  assert.equal(await statusOf(done), "completed");
  await upload(done, [contact(-1, 1)]);
  assert.equal(callIds.length, 1);
  assert.equal(await statusOf(done), "active");
});

test("a duplicate alone does not make a completed batch active", async () => {
  const { batchId, callIds: [callId] } = await newBatch(client, 1);
  await client.post("/v1/call-events", {
    events: [{ id: "1", batchId, callId, type: "failed", at: "2026-01-01T00:00:00Z" }],
  });
  const [{ phoneNumber }] = await stored(batchId) as [Stored];
  await upload(batchId, [{ line: 1, phoneNumber, variables: {}, size: 2 }]);
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.status, "completed");
});

test("concurrent uploads leave no gap", async () => {
  const { batchId } = await newBatch(client, 0);
  const results = await Promise.all(
    [0, 1000, 2000].map((from) => upload(batchId, range(from, 1500))),
  );
  assert.equal(results.reduce((all, { added }) => all + added, 0), 3500);
  assert.equal(results.reduce((all, { duplicateCount }) => all + duplicateCount, 0), 1000);
  await assertConsistent(batchId, 3500);
});

/** Uploads 1,501 contacts; runs `meanwhile` once the first chunk is in the database. */
async function uploadAnd(
  batchId: string,
  meanwhile: () => Promise<void>,
): Promise<AddCallsResult | undefined> {
  const rows = async function* () {
    yield* range(0, 1500);
    while ((await stored(batchId)).length < 1000);
    await meanwhile();
    yield contact(1500, 1501);
  };
  return await addCalls(db, client.workspaceId, batchId, rows());
}

const failedEvent = (batchId: string, callId: string) => ({
  id: "1",
  provider: "api",
  batchId,
  callId,
  type: "failed" as const,
  at: new Date(0).toISOString(),
  attempt: 1,
  details: {},
});

test("events of the batch are recorded during an upload", async () => {
  const { batchId, callIds: [callId] } = await newBatch(client, 1);
  let atEnd = "";
  await uploadAnd(batchId, async () => {
    await recordCallEvents(db, client.workspaceId, [failedEvent(batchId, callId!)]);
    atEnd = (await client.get(`/v1/batches/${batchId}`)).body.status;
  });
  assert.equal(atEnd, "completed"); // the upload is invisible until its end
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.status, "active");
  await assertConsistent(batchId, 1502);
});

test("no query sees the calls of an upload before its end", async () => {
  const { batchId } = await newBatch(client, 2);
  const queries = [
    {},
    { search: "202500" },
    { filter: '{"n":{"$gte":0}}' },
    { filter: '{"callStatus":"queued"}' },
    {
      sortBy: "variables.n",
    },
    { sortBy: "updatedAt", count: "none" },
    { sortOrder: "asc", limit: 100 },
  ];
  const runQueries = async () => {
    const answers = [];
    for (const query of queries) {
      const { body } = await client.get(`/v1/batches/${batchId}`, query as Record<string, string>);
      answers.push([body.total, body.calls.length, body.nextCursor]);
    }
    return answers;
  };
  const before = await runQueries();
  await uploadAnd(batchId, async () => {
    assert.deepEqual(await runQueries(), before);
    const { id } = (await stored(batchId))[700]!;
    assert.equal((await client.get(`/v1/batches/${batchId}/calls/${id}`)).status, 404);
    await assert.rejects(
      recordCallEvents(db, client.workspaceId, [failedEvent(batchId, id)]),
      /no such call/,
    );
  });
  assert.deepEqual((await runQueries()).map(([total]) => total), [
    1503,
    1501,
    1501,
    1503,
    1503,
    null,
    1503,
  ]);
});

test("an upload has no open transaction while its client is slow", async () => {
  const { batchId } = await newBatch(client, 0);
  await uploadAnd(batchId, async () => {
    const open = await run(
      db,
      sql`select from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
        and (state like 'idle in transaction%' or (backend_xid is not null and state <> 'active'))`,
    );
    assert.equal(open.length, 0);
  });
}, !onServer);

test("the next upload deletes the calls of a dead one", async () => {
  const { batchId } = await newBatch(client, 2);
  const dead = acquireLease(db, client.workspaceId, batchId);
  await insertCalls(db, (await dead)!, 0, range(100, 500));
  await run(
    db,
    sql`update uploads set seen_at = now() - interval '2 minutes'
      where batch_id = ${batchId}::uuid`,
  );
  const { added } = await upload(batchId, range(300, 10));
  assert.equal(added, 10);
  await assertConsistent(batchId, 12);
  await assert.rejects(insertCalls(db, (await dead)!, 500, range(700, 1)), Busy);
  await assert.rejects(commitUpload(db, (await dead)!, noResult()), Busy);
  await assertConsistent(batchId, 12);
});

test("an upload that lost its lease adds nothing and does not disturb the new holder", async () => {
  const { batchId } = await newBatch(client, 1);
  const other = newId();
  const superseded = uploadAnd(batchId, async () => {
    await run(
      db,
      sql`update uploads set id = ${other}::uuid where batch_id = ${batchId}::uuid`,
    );
  });
  await assert.rejects(superseded, Busy);
  const [kept] = await run<{ id: string }>(
    db,
    sql`select id::text from uploads where batch_id = ${batchId}::uuid`,
  );
  assert.equal(kept!.id, other);
  assert.equal((await client.get(`/v1/batches/${batchId}`)).body.total, 1);
});

test("an upload that waits for the lease blocks no connection", async () => {
  const { batchId } = await newBatch(client, 1);
  const first = (await acquireLease(db, client.workspaceId, batchId))!;
  const waiting = await db.client.begin(async (tx) => {
    // As during the insert of a chunk.
    await tx`update uploads set seen_at = clock_timestamp() where batch_id = ${batchId}`;
    const second = acquireLease(db, client.workspaceId, batchId);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const blocked =
      await tx`select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`;
    assert.equal(blocked.length, 0);
    return { second };
  });
  await commitUpload(db, first, noResult());
  await rollBackUpload(db, (await waiting.second)!);
  await assertConsistent(batchId, 1);
}, !onServer);
