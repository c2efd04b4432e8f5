import assert from "node:assert/strict";
import { createKey, newClient, openDatabase } from "../support/client.ts";
import { allCalls, type Doc, variedCalls } from "../support/varied_calls.ts";

const withoutIds = (text: string) => text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g, "id");

Deno.test("another workspace's batch and call are reported as missing", async () => {
  const db = openDatabase();
  const [mine, other] = [await newClient(db), await newClient(db)];
  const { batchId } = await variedCalls(other, 3, 1);
  const callId = (await allCalls(other, batchId))[0]!.id;
  const none = "01a20b38-bcbe-7164-9f73-f9bb7b128010";
  for (
    const [theirs, missing] of [[`/v1/batches/${batchId}`, `/v1/batches/${none}`], [
      `/v1/batches/${batchId}/calls/${callId}`,
      `/v1/batches/${none}/calls/${callId}`,
    ]]
  ) {
    const [a, b] = [await mine.get(theirs!), await mine.get(missing!)];
    assert.deepEqual([a.status, withoutIds(a.text)], [b.status, withoutIds(b.text)]);
    assert.equal(a.status, 404);
  }
  const upload = await mine.post(`/v1/batches/${batchId}/calls`, [{ phoneNumber: "+12025550199" }]);
  assert.equal(upload.status, 404);
  const event = { id: "x", batchId, callId, type: "failed", at: "2026-01-01T00:00:00Z" };
  assert.equal((await mine.post("/v1/call-events", { events: [event] })).status, 422);
  assert.equal((await mine.get("/v1/batches")).body.total, 0);
  await db.close();
});

Deno.test("keys: a missing scope is 403, a revoked or malformed key 401", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { body: { id } } = await client.post("/v1/batches", { name: "x" });
  const writer = client.as(await createKey(db, client.workspaceId, ["batches:write"]));
  const reader = client.as(await createKey(db, client.workspaceId, ["batches:read"]));
  assert.equal((await writer.get(`/v1/batches/${id}`)).status, 403);
  assert.equal((await writer.get(`/v1/batches/${crypto.randomUUID()}`)).status, 403);
  assert.equal((await reader.post("/v1/batches", { name: "y" })).status, 403);
  assert.equal((await reader.post("/v1/call-events", { events: [] })).status, 403);
  assert.equal((await reader.get(`/v1/batches/${id}`)).status, 200);
  await db.client.unsafe("update api_keys set revoked_at = now() where workspace_id = $1", [
    client.workspaceId,
  ]);
  assert.equal((await reader.get(`/v1/batches/${id}`)).status, 401);
  assert.equal((await reader.get("/v1/batches")).status, 401);
  for (const authorization of ["Basic YTpi", "Bearer", "Bearer a b", "cb_x"]) {
    const answer = await client.as("").request("GET", `/v1/batches/${id}`, {
      headers: { authorization },
    });
    assert.equal(answer.status, 401, authorization);
  }
  await db.close();
});

Deno.test("pages and cursors cover every call once, in both directions, by any sort", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { batchId, docs } = await variedCalls(client, 137, 3);
  const path = `/v1/batches/${batchId}`;
  for (
    const sortBy of [
      "createdAt",
      "callDuration",
      "variables.plan",
      "updatedAt",
      "phoneNumber",
      "hangupCause",
    ]
  ) {
    for (const sortOrder of ["asc", "desc"]) {
      const query = { sortBy, sortOrder, limit: 10 };
      const pages: number[] = [];
      const first = (await client.get(path, query)).body;
      for (let page = 1; page <= first.totalPages + 1; page++) {
        const { body } = await client.get(path, { ...query, page });
        assert.equal(body.page, page);
        assert.equal(body.nextCursor === null, page >= first.totalPages);
        pages.push(...body.calls.map((call: Doc) => call.position));
      }
      const walked: number[] = [];
      let cursor: string | undefined;
      while (true) {
        const { body } = await client.get(path, { ...query, cursor });
        if (cursor) assert.equal(body.page, null);
        walked.push(...body.calls.map((call: Doc) => call.position));
        if (!body.nextCursor) break;
        cursor = body.nextCursor;
      }
      assert.deepEqual(walked, pages, `${sortBy} ${sortOrder}`);
      assert.deepEqual(pages.toSorted((a, b) => a - b), docs.map(({ position }) => position));
    }
  }
  await db.close();
});

Deno.test("a cursor of another query is rejected", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { batchId } = await variedCalls(client, 12, 4);
  const path = `/v1/batches/${batchId}`;
  const cursor = (await client.get(path, { sortBy: "variables.plan", limit: 2 })).body.nextCursor;
  assert.equal(
    (await client.get(path, { sortBy: "variables.plan", limit: 5, cursor })).status,
    200,
  );
  for (
    const other of [{}, { sortBy: "variables.plan", sortOrder: "asc" }, { sortBy: "age" }, {
      sortBy: "variables.plan",
      search: "a",
    }]
  ) {
    assert.equal((await client.get(path, { ...other, cursor })).status, 400);
  }
  await db.close();
});

Deno.test("include and count omit optional members", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { batchId } = await variedCalls(client, 3, 5);
  const path = `/v1/batches/${batchId}`;
  const heavy = ["transcript", "phoneLogs", "variables"];
  const included = (include?: string) =>
    heavy.filter((name) => name in firstCall[include ?? "all"]!);
  const firstCall: Record<string, Doc> = {};
  for (const include of [undefined, "", "variables", "phoneLogs,transcript"]) {
    firstCall[include ?? "all"] = (await client.get(path, { include })).body.calls[0];
  }
  assert.deepEqual(included(), heavy);
  assert.deepEqual(included(""), []);
  assert.deepEqual(included("variables"), ["variables"]);
  assert.deepEqual(included("phoneLogs,transcript"), ["transcript", "phoneLogs"]);
  const { body } = await client.get(path, { count: "none", limit: 2 });
  assert.deepEqual([body.total, body.totalPages, body.calls.length, typeof body.nextCursor], [
    null,
    null,
    2,
    "string",
  ]);
  const filtered =
    (await client.get(path, { count: "none", filter: '{"position":{"$gt":1}}' })).body;
  assert.deepEqual([filtered.total, filtered.calls.length, filtered.nextCursor], [null, 2, null]);
  await db.close();
});

Deno.test("totals of statuses match the calls", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { batchId, docs } = await variedCalls(client, 80, 6);
  const path = `/v1/batches/${batchId}`;
  for (
    const statuses of [["completed"], ["busy", "no-answer"], ["queued", "queued"], ["ringing"], []]
  ) {
    const { body } = await client.get(path, {
      filter: JSON.stringify({ callStatus: { $in: statuses } }),
      limit: 100,
    });
    assert.equal(
      body.total,
      docs.filter(({ callStatus }) => statuses.includes(callStatus)).length,
      String(statuses),
    );
    assert.equal(body.calls.length, body.total);
  }
  await db.close();
});

Deno.test("the next links lead through all pages", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { batchId } = await variedCalls(client, 7, 8);
  let path = `/v1/batches/${batchId}?limit=3&sortBy=age&filter=${
    encodeURIComponent('{"position":{"$gte":1}}')
  }`;
  const seen: number[] = [];
  for (;;) {
    const { body, headers } = await client.get(path);
    seen.push(...body.calls.map((call: Doc) => call.position));
    const next = /<([^>]+)>; rel="next"/.exec(headers.get("link")!);
    if (!next) break;
    path = next[1]!;
  }
  assert.equal(new Set(seen).size, 7);
  await db.close();
});
