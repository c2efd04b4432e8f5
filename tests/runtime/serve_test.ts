/** How a server ends, by both entries: `deno.ts`, and that for `deno serve` and Deno Deploy. */
import assert from "node:assert/strict";
import { newClient, onServer, openDatabase } from "../support/client.ts";
import { until, whileLocked } from "../support/locks.ts";
import { relay } from "../support/relay.ts";
import { type Server, startServer } from "../support/subprocess.ts";

const databaseUrl = () => Deno.env.get("TEST_DATABASE_URL")!;

/** Whether it takes no new requests. */
const rejects = ({ origin }: Server) => () =>
  fetch(`${origin}/health/live`).then((r) => !r.ok, () => true);

const ends = [["run", "SIGTERM"], ["serve", "SIGTERM"], ["serve", "SIGINT"]] as const;
for (const [by, signal] of ends) {
  Deno.test(
    `deno ${by}: ${signal} lets a request in flight finish, then the pool is closed`,
    { ignore: !onServer },
    async () => {
      const db = openDatabase();
      const { token } = await newClient(db);
      const way = relay(databaseUrl());
      const server = await startServer({ DATABASE_URL: way.url, LOG: "off" }, by);
      const list = () =>
        fetch(`${server.origin}/v1/batches`, { headers: { authorization: `Bearer ${token}` } });
      assert.equal((await (await list()).json()).total, 0);
      const answer = await whileLocked(db, "api_keys", async (isWaiting) => {
        const answer = list();
        await until("the request waits", isWaiting);
        server.kill(signal);
        await until("new requests are rejected", rejects(server));
        return { answer };
      });
      assert.equal((await (await answer.answer).json()).total, 0);
      assert.deepEqual(await server.ended, { code: 0, lines: [] });
      await until(
        "every connection has ended",
        () => Promise.resolve(way.connections.every(({ ended }) => ended)),
      );
      assert.ok(way.connections.length > 0);
      assert.deepEqual(way.connections.filter(({ terminated }) => !terminated), []);
      way.stop();
      await db.close();
    },
  );
}

for (const by of ["run", "serve"] as const) {
  Deno.test(`deno ${by}: a request that never ends does not keep the process`, {
    ignore: !onServer,
  }, async () => {
    const db = openDatabase();
    const { token } = await newClient(db);
    const server = await startServer({
      DATABASE_URL: databaseUrl(),
      LOG: "off",
      DRAIN_TIMEOUT_MS: "300",
    }, by);
    const { hostname, port, host } = new URL(server.origin);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const head = [
      "POST /v1/batches HTTP/1.1",
      `Host: ${host}`,
      `Authorization: Bearer ${token}`,
      "Content-Type: application/json",
      "Content-Length: 100",
      "Expect: 100-continue",
    ];
    await connection.write(new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n`));
    assert.ok(await connection.read(new Uint8Array(1000))); // "100 Continue": the server waits for the body
    server.kill("SIGTERM");
    assert.equal((await server.ended).code, 0);
    connection.close();
    await db.close();
  });
}

Deno.test("deno serve: a start that fails is a message", { ignore: !onServer }, async () => {
  const start = startServer({ DATABASE_URL: "mysql://localhost" }, "serve");
  await assert.rejects(start, {
    message: "the server ended: DATABASE_URL must start with postgres://\n",
  });
});
