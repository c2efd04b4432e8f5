import assert from "node:assert/strict";
import { newClient, openDatabase } from "../support/client.ts";
import { allCalls } from "../support/varied_calls.ts";

Deno.test("search finds what the latest transcripts say and what variables hold", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { body: { id: batchId } } = await client.post("/v1/batches", { name: "said" });
  await client.post(`/v1/batches/${batchId}/calls`, [
    { phoneNumber: "+12025550141", note: "refund" },
    { phoneNumber: "+12025550142", note: "José" },
    { phoneNumber: "+12025550143" },
  ]);
  const calls = await allCalls(client, batchId);
  const report = async (number: number, position: number, texts: string[]) => {
    const { status } = await client.post("/v1/call-events", {
      events: [{
        id: `t${number}`,
        batchId,
        callId: calls[position - 1]!.id,
        type: "transcript-available",
        attempt: 1,
        at: `2026-03-01T10:00:0${number}.000Z`,
        provider: "api",
        transcript: texts.map((text) => ({ speaker: "agent", text })),
      }],
    });
    assert.equal(status, 200);
  };
  await report(1, 2, ["Good morning.", "I want a REFUND\nnow"]);
  await report(2, 3, ["refund refused"]);
  await report(3, 3, ["Jose\u0301 is not in"]); // replaces the one before
  const found = async (query: Record<string, unknown>) => {
    const answer = await client.get(`/v1/batches/${batchId}`, { sortOrder: "asc", ...query });
    assert.equal(answer.status, 200, answer.text);
    const positions = answer.body.calls.map(({ position }: { position: number }) => position);
    assert.equal(answer.body.total, positions.length);
    return positions.join(" ");
  };
  assert.equal(await found({ search: "refund" }), "1");
  assert.equal(await found({ search: "refund", searchIn: "transcript" }), "2");
  assert.equal(await found({ search: "refund", searchIn: "transcript,variables" }), "1 2");
  assert.equal(await found({ search: "refund\\snow$", searchIn: "transcript" }), "2");
  assert.equal(await found({ search: "^now", searchIn: "transcript" }), ""); // within one turn
  assert.equal(await found({ search: "refused", searchIn: "transcript" }), "");
  assert.equal(await found({ search: "jose", searchIn: "transcript,variables" }), "");
  const ignoring = { searchIn: "variables,transcript", searchIgnore: "accents" };
  assert.equal(await found({ search: "jose", ...ignoring }), "2 3");
  assert.equal(await found({ search: "JOSÉ", ...ignoring, sortBy: "note" }), "3 2");
  assert.equal(
    await found({ search: "refund", ...ignoring, filter: '{"note":"refund"}' }),
    "1",
  );

  const first = await client.get(`/v1/batches/${batchId}`, {
    search: "jose",
    ...ignoring,
    limit: 1,
  });
  const { nextCursor: cursor } = first.body;
  const next = await client.get(`/v1/batches/${batchId}`, {
    search: "jose",
    searchIn: "transcript,variables", // in any order
    searchIgnore: "accents",
    limit: 1,
    cursor,
  });
  assert.equal(next.body.calls[0].position, 2);
  const other = await client.get(`/v1/batches/${batchId}`, { search: "jose", cursor });
  assert.equal(other.status, 400);
  assert.match(other.text, /belongs to another batch, filter, search/);
  for (const wrong of [{ searchIn: "" }, { searchIn: "notes" }, { searchIgnore: "case" }]) {
    assert.equal((await client.get(`/v1/batches/${batchId}`, wrong)).status, 400);
  }
  await db.close();
});
