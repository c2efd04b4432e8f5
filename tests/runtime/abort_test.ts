import assert from "node:assert/strict";
import { newBatch } from "../support/campaign.ts";
import { newClient, onServer, openDatabase } from "../support/client.ts";
import { until, whileLocked } from "../support/locks.ts";
import { startServer } from "../support/subprocess.ts";

Deno.test({
  name: "a disconnect cancels the statement in Postgres, and the next request succeeds",
  ignore: !onServer,
  fn: async () => {
    const db = openDatabase();
    const client = await newClient(db);
    const { batchId } = await newBatch(client, 3);
    // The timeout is too long to end the statement: only the disconnect can.
    const env = {
      DATABASE_URL: Deno.env.get("TEST_DATABASE_URL")!,
      STATEMENT_TIMEOUT_MS: "600000",
    };
    const server = await startServer(env);
    const abort = new AbortController();
    const search = (signal?: AbortSignal) =>
      fetch(`${server.origin}/v1/batches/${batchId}?search=gold`, {
        headers: { authorization: `Bearer ${client.token}` },
        ...(signal ? { signal } : {}),
      });
    await whileLocked(db, "calls", async (isWaiting) => {
      const outcome = search(abort.signal).then(() => "answered", (error) => error.name);
      await until("the statement waits", isWaiting);
      abort.abort();
      assert.equal(await outcome, "AbortError");
      await until("the statement has ended", async () => !await isWaiting());
    });
    assert.equal((await (await search()).json()).total, 3);
    server.kill("SIGTERM");
    const { code, lines } = await server.ended;
    assert.equal(code, 0);
    assert.deepEqual(lines.map((line) => JSON.parse(line).aborted), [true, undefined]);
    await db.close();
  },
});
