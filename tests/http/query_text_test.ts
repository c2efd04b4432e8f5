import assert from "node:assert/strict";
import { newClient, openDatabase } from "../support/client.ts";
import { operations, pathOf } from "../support/operations.ts";

Deno.test("escapes that are not UTF-8 are a 400 in any parameter of every operation", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const id = "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10";
  for (const operation of operations) {
    const names = operation.parameters.filter((one) => one.in === "query").map(({ name }) => name);
    const path = pathOf(operation, { batchId: id, callId: id });
    for (const name of [...names, "other"]) {
      for (const text of ["%FF", "a%C3", "%c3%28", "%ED%A0%80", "x%F0%9F%98"]) {
        const { status, body } = await client.request(
          operation.method,
          `${path}?${name}=${text}`,
        );
        assert.equal(status, 400, `${operation.id} ${name}=${text}`);
        assert.equal(body.errors[0].name, name);
        assert.match(body.errors[0].message, /^%.* is not UTF-8/);
      }
    }
  }
  const stranger = await client.as("cb_unknown").get("/v1/batches?search=%FF");
  assert.equal(stranger.status, 401);
  for (const text of ["%C3%A9", "100%", "é", "%F0%9F%98%80"]) {
    assert.equal((await client.get(`/v1/batches?search=${text}`)).status, 200, text);
  }
  await db.close();
});
