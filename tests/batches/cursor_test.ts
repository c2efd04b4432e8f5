import assert from "node:assert/strict";
import { newClient, openDatabase } from "../support/client.ts";

Deno.test("a cursor fits the contract after whatever sort value, and continues", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { body: { id } } = await client.post("/v1/batches", { name: "long" });
  const values = ["\u0001", '"', "\\", "é", "日", "😀"].map((char) => char.repeat(600));
  await client.post(
    `/v1/batches/${id}/calls`,
    [...values, 1e308, -1e-308, null].map((v, i) => ({ phoneNumber: `+1202555${1000 + i}`, v })),
  );
  const lengths: number[] = [];
  for (const sortOrder of ["asc", "desc"]) {
    const whole = await client.get(`/v1/batches/${id}`, { sortBy: "v", sortOrder });
    const expected = whole.body.calls.map(({ position }: { position: number }) => position);
    const walked: number[] = [];
    let cursor: string | undefined;
    do {
      const { status, body, text } = await client.get(`/v1/batches/${id}`, {
        sortBy: "v",
        sortOrder,
        limit: 1,
        cursor,
      });
      assert.equal(status, 200, text);
      walked.push(body.calls[0].position);
      cursor = body.nextCursor ?? undefined;
      lengths.push(cursor?.length ?? 0);
    } while (cursor !== undefined);
    assert.deepEqual(walked, expected);
  }
  assert.ok(Math.max(...lengths) <= 4096, `${Math.max(...lengths)} characters`);
  assert.ok(Math.max(...lengths) > 3500, "the values are too short to test the bound");
  await db.close();
});
