import assert from "node:assert/strict";
import { type Client, newClient, openDatabase } from "../support/client.ts";

type Named = { id: string; name: string };

/** Walks a list by its cursor; returns the names in order. */
async function walk(client: Client, query: Record<string, unknown>): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const { status, text, body, headers } = await client.get("/v1/batches", {
      ...query,
      ...(cursor ? { cursor } : {}),
    } as never);
    assert.equal(status, 200, text);
    assert.equal(body.page, cursor ? null : 1);
    names.push(...body.batches.map(({ name }: Named) => name));
    if (cursor && body.nextCursor) {
      assert.match(headers.get("link")!, /[?&]cursor=[^>]*>; rel="next"/);
    }
    cursor = body.nextCursor;
  } while (cursor !== null);
  return names;
}

Deno.test("the cursor of a list of batches visits each once, in every order", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const names = ["b", "a", "é", "b", "😀".repeat(200), '"\\\u0001'.repeat(60), "C"];
  for (const name of names) await client.post("/v1/batches", { name });
  // Ties.
  await db.client.unsafe("update batches set created_at = date_trunc('second', created_at)");
  for (const sortBy of ["createdAt", "updatedAt", "name", "status"]) {
    for (const sortOrder of ["asc", "desc"]) {
      const whole = await client.get("/v1/batches", { sortBy, sortOrder, limit: 100 });
      const expected = whole.body.batches.map(({ name }: Named) => name);
      assert.equal(expected.length, names.length);
      assert.equal(whole.body.nextCursor, null);
      for (const limit of [1, 3]) {
        assert.deepEqual(await walk(client, { sortBy, sortOrder, limit }), expected, sortBy);
      }
    }
  }
  const { body } = await client.get("/v1/batches", { limit: 1 });
  const cursor = body.nextCursor;
  for (const other of [{ sortBy: "name" }, { sortOrder: "asc" }, { search: "b" }, { page: 1 }]) {
    const { status, body } = await client.get("/v1/batches", { ...other, cursor });
    assert.equal(status, 400);
    assert.equal(body.errors[0].name, "cursor");
  }
  // A batch that is added does not move the others.
  await client.post("/v1/batches", { name: "later" });
  const second = await client.get("/v1/batches", { limit: 100, cursor });
  assert.equal(second.body.batches.length, names.length - 1);
  await db.close();
});

Deno.test("the search for batches folds names as that for calls does", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const names = ["ÉCOLE d'été", "école".normalize("NFD"), "Ecole", "ΣΊΣΥΦΟΣ", "straße", "a%b_c"];
  for (const name of names) await client.post("/v1/batches", { name });
  const found = async (search: string, more = {}) => {
    const { body } = await client.get("/v1/batches", { search, sortOrder: "asc", ...more });
    assert.equal(body.total, body.batches.length);
    return body.batches.map(({ name }: Named) =>
      names.indexOf(name.normalize()) < 0 ? names.indexOf(name) : names.indexOf(name.normalize())
    ).join();
  };
  assert.equal(await found("ÉCOLE"), "0,1");
  assert.equal(await found("e\u0301cole"), "0,1");
  assert.equal(await found("ecole"), "2");
  assert.equal(await found("ecole", { searchIgnore: "accents" }), "0,1,2");
  assert.equal(await found("σίσυφος"), "3");
  assert.equal(await found("STRAßE"), "4");
  assert.equal(await found("%B_"), "5");
  // A new name is found, the one before is not.
  const { body } = await client.get("/v1/batches", { search: "straße" });
  await client.request("PATCH", `/v1/batches/${body.batches[0].id}`, { json: { name: "Weg" } });
  assert.equal(await found("straße"), "");
  assert.equal((await client.get("/v1/batches", { search: "WEG" })).body.total, 1);
  await client.request("PATCH", `/v1/batches/${body.batches[0].id}`, { json: { metadata: {} } });
  assert.equal((await client.get("/v1/batches", { search: "weg" })).body.total, 1);
  await db.close();
});
