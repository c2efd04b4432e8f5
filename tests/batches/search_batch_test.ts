import assert from "node:assert/strict";
import { newClient, openDatabase } from "../support/client.ts";
import { variedCalls } from "../support/varied_calls.ts";

Deno.test("searchBatch answers like getBatch with the same parameters", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { batchId } = await variedCalls(client, 60, 5);
  const path = `/v1/batches/${batchId}`;
  const questions: Record<string, unknown>[] = [
    {},
    { page: 2, limit: 7, sortOrder: "asc" },
    { filter: { "attempts.busy": { $gte: 1 } }, sortBy: "callDuration", include: ["phoneLogs"] },
    { filter: { callStatus: "completed" }, count: "none", limit: 3 },
    { search: "jose|ada", searchIn: ["transcript", "variables"], searchIgnore: "accents" },
  ];
  for (const question of questions) {
    const query = Object.fromEntries(
      Object.entries(question).map(([name, value]) => [
        name,
        Array.isArray(value)
          ? value.join()
          : typeof value === "object"
          ? JSON.stringify(value)
          : value,
      ]),
    );
    const asked = await client.post(`${path}/search`, question);
    const got = await client.get(path, query as never);
    assert.equal(asked.status, 200, asked.text);
    assert.deepEqual(asked.body, got.body, JSON.stringify(question));
    if (asked.body.nextCursor === null) continue;
    // A cursor of either operation continues in both, however the filter is written.
    const { page: _, ...same } = question;
    const next = await client.post(`${path}/search`, { ...same, cursor: got.body.nextCursor });
    const { page: __, ...sameQuery } = query;
    const filter = question.filter && JSON.stringify(question.filter, null, 1);
    const others = { ...sameQuery, ...(filter ? { filter } : {}), cursor: asked.body.nextCursor };
    assert.deepEqual(next.body, (await client.get(path, others as never)).body);
    assert.ok(next.body.calls.length > 0);
  }
  await db.close();
});

Deno.test("searchBatch names the invalid place in its body", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { body: { id } } = await client.post("/v1/batches", { name: "x" });
  const path = `/v1/batches/${id}/search`;
  const table: [string, string, string][] = [
    ['{"filter":{"callStatus":"complete"}}', "/filter/callStatus", 'did you mean "completed"?'],
    ['{"filter":{"a":1,"a":2}}', "/filter/a", "is given more than once"],
    ['{"limit":5,"limit":6}', "/limit", "is given more than once"],
    ['{"filter":"{}"}', "/filter", "expected"],
    [`{"filter":{"a":"${"x".repeat(4100)}"}}`, "/filter", "at most 4096 bytes"],
    ['{"search":"(a"}', "/search", "an unclosed ("],
    ['{"sortBy":"status"}', "/sortBy", 'did you mean "callStatus"?'],
    ['{"cursor":"WyI"}', "/cursor", "is not a nextCursor"],
    ['{"cursor":"WyI","page":2}', "/cursor", "cannot be combined with page"],
    ['{"limit":0}', "/limit", ">=1"],
    ['{"searchin":["transcript"]}', "/searchin", "unknown property"],
  ];
  for (const [text, pointer, message] of table) {
    const { status, body } = await client.request("POST", path, {
      body: text,
      headers: { "content-type": "application/json" },
    });
    assert.equal(status, 400, text);
    assert.deepEqual([body.errors[0].in, body.errors[0].pointer], ["body", pointer]);
    assert.ok(body.errors[0].message.includes(message), `${text}: ${body.errors[0].message}`);
  }
  // A space is a space where no URL is involved.
  const spaced = await client.post(path, { filter: { mobile: " 12025550143" } });
  assert.equal(spaced.status, 200);
  const elsewhere = await newClient(db);
  assert.equal((await elsewhere.post(path, {})).status, 404);
  await db.close();
});
