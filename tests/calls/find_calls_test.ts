import assert from "node:assert/strict";
import { bindPlaceholders, precompiled } from "../../src/db/statement.ts";
import { hashToken } from "../../src/domain/token.ts";
import { type Client, elsewhere, newClient, onServer, openDatabase } from "../support/client.ts";

const number = "+12025550142";

async function batchOf(client: Client, name: string, contacts: object[]): Promise<string> {
  const { body: { id } } = await client.post("/v1/batches", { name });
  const { status, text } = await client.post(`/v1/batches/${id}/calls`, contacts);
  assert.equal(status, 201, text);
  return id;
}

Deno.test("findCalls finds a number in all batches of the workspace, latest first", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const other = await elsewhere(db, client);
  const contact = { phoneNumber: number, plan: "gold" };
  const ids = [];
  for (let i = 1; i <= 5; i++) {
    ids.push(await batchOf(client, `b${i}`, [{ phoneNumber: "+12025550199" }, contact]));
    await batchOf(other, "foreign", [contact]);
  }
  const { status, body, text } = await client.get("/v1/calls", { phoneNumber: number });
  assert.equal(status, 200, text);
  assert.deepEqual(body.calls.map((found: { batchId: string }) => found.batchId), ids.toReversed());
  assert.deepEqual(
    [body.calls[0].batchName, body.calls[0].call.position, body.calls[0].call.variables],
    ["b5", 2, { plan: "gold" }],
  );
  const walked: string[] = [];
  let path: string | undefined = `/v1/calls?phoneNumber=${encodeURIComponent(number)}&limit=2`;
  while (path) {
    const answer = await client.get(path);
    walked.push(...answer.body.calls.map((found: { batchId: string }) => found.batchId));
    path = /<([^>]*)>; rel="next"/.exec(answer.headers.get("link")!)?.[1];
  }
  assert.deepEqual(walked, ids.toReversed());
  // Deleted batches are gone; a number that nobody has is an empty list.
  await client.request("DELETE", `/v1/batches/${ids[4]}`);
  assert.equal((await client.get("/v1/calls", { phoneNumber: number })).body.calls.length, 4);
  assert.deepEqual((await client.get("/v1/calls", { phoneNumber: "+12025550100" })).body.calls, []);
  await db.close();
});

Deno.test("findCalls says which number was meant", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  for (
    const [text, message] of [
      ["+12025550142", 'not " 12025550142"; did you mean "+12025550142"? In a URL a + means'],
      ["12025550142", 'did you mean "+12025550142"?'],
      ["%2B1%20202-555-0142", 'did you mean "+12025550142"?'],
      ["0202", "must be an E.164 number such as +12025550142"],
    ] as const
  ) {
    const { status, body } = await client.get(`/v1/calls?phoneNumber=${text}`);
    assert.equal(status, 400);
    assert.equal(body.errors[0].name, "phoneNumber");
    assert.ok(body.errors[0].message.includes(message), body.errors[0].message);
  }
  const { status } = await client.get("/v1/calls", { phoneNumber: number, cursor: "WyI" });
  assert.equal(status, 400);
  await db.close();
});

Deno.test({
  name: "findCalls reads the index of numbers, not the batches",
  ignore: !onServer,
  async fn() {
    const db = openDatabase();
    const client = await newClient(db);
    for (let batch = 0; batch < 8; batch++) {
      const contacts = Array.from({ length: 2500 }, (_, i) => ({
        phoneNumber: `+1999${1_000_000 + i}`,
      }));
      await batchOf(client, `b${batch}`, contacts);
    }
    await db.client.unsafe("vacuum analyze");
    const { sql, params } = precompiled.get("find number")!;
    const values = {
      keyHash: hashToken(client.token),
      phoneNumber: "+19991000007",
      after: null,
      limit: 10,
    };
    const explain = async () => {
      const [row] = await db.client.unsafe(
        `explain (analyze, buffers, format json) ${sql}`,
        bindPlaceholders(params, values) as never[],
      );
      const plan = row!["QUERY PLAN"];
      return (typeof plan === "string" ? JSON.parse(plan) : plan)[0].Plan;
    };
    await explain();
    const plan = await explain();
    const buffers = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
    // Of each of 8 calls: its row, its batch and the progress of that.
    assert.ok(buffers <= 100, `${buffers} buffers`);
    assert.match(JSON.stringify(plan), /calls_number_anywhere/);
    console.log(`findCalls: ${buffers} buffers for 8 calls in 8 batches of 2,500`);
    await db.close();
  },
});
