import assert from "node:assert/strict";
import { newClient, openDatabase } from "../support/client.ts";

Deno.test("metadata is replaced, changed, removed, and sent only when it changed", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { body: { id } } = await client.post("/v1/batches", { name: "a", metadata: { a: "1" } });
  const path = `/v1/batches/${id}/metadata`;
  const put = await client.request("PUT", path, { json: { b: "2", c: "3" } });
  assert.deepEqual([put.status, put.body], [200, { b: "2", c: "3" }]);
  const patch = await client.request("PATCH", path, {
    body: '{"b":null,"d":"4"}',
    headers: { "content-type": "application/merge-patch+json" },
  });
  assert.deepEqual([patch.status, patch.text, patch.headers.get("location")], [202, "", path]);
  const read = await client.get(path);
  assert.deepEqual([read.status, read.body], [200, { c: "3", d: "4" }]);
  const headers = { "if-none-match": read.headers.get("etag")! };
  const again = await client.request("GET", path, { headers });
  assert.deepEqual([again.status, again.text], [304, ""]);
  const removed = await client.request("DELETE", path, { json: { names: ["c", "x"] } });
  assert.deepEqual([removed.status, removed.text], [204, ""]);
  const changed = await client.request("GET", path, { headers });
  assert.deepEqual([changed.status, changed.body], [200, { d: "4" }]);
  await db.close();
});
