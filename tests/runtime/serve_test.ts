/** The entry for `deno serve` and Deno Deploy, by `deno serve`. */
import assert from "node:assert/strict";
import { newClient, onServer, openDatabase } from "../support/client.ts";
import { until, whileLocked } from "../support/locks.ts";
import { type Server, startServer } from "../support/subprocess.ts";

const environment = () => ({ DATABASE_URL: Deno.env.get("TEST_DATABASE_URL")!, LOG: "off" });

/** Whether it takes no new requests. */
const refuses = ({ origin }: Server) => () => fetch(`${origin}/health/live`).then((r) => !r.ok, () => true);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`deno serve: ${signal} lets a request in flight finish`, { ignore: !onServer }, async () => {
    const db = openDatabase();
    const { token } = await newClient(db);
    const server = await startServer(environment(), "serve");
    const list = () => fetch(`${server.origin}/v1/batches`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await (await list()).json()).total, 0);
    const answer = await whileLocked(db, "api_keys", async (isWaiting) => {
      const answer = list();
      await until("the request waits", isWaiting);
      server.kill(signal);
      await until("new requests are refused", refuses(server));
      return { answer };
    });
    assert.equal((await (await answer.answer).json()).total, 0);
    assert.deepEqual(await server.ended, { code: 0, lines: [] });
    await db.close();
  });
}

Deno.test("deno serve: a start that fails is a message", { ignore: !onServer }, async () => {
  const start = startServer({ DATABASE_URL: "mysql://localhost" }, "serve");
  await assert.rejects(start, { message: "the server ended: DATABASE_URL must start with postgres://\n" });
});
