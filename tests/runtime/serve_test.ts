/** Shutdown of the server with both entry points: `deno run` and `deno serve`. */
import assert from "node:assert/strict";
import { newClient, onServer, openDatabase } from "../support/client.ts";
import { until, whileLocked } from "../support/locks.ts";
import { relay } from "../support/relay.ts";
import { type Server, startServer } from "../support/subprocess.ts";

const databaseUrl = () => Deno.env.get("TEST_DATABASE_URL")!;

/** Whether the server rejects new requests. */
const rejects = ({ origin }: Server) => () =>
  fetch(`${origin}/health/live`).then((r) => !r.ok, () => true);

const ends = [["run", "SIGTERM"], ["serve", "SIGTERM"], ["serve", "SIGINT"]] as const;
for (const [by, signal] of ends) {
  Deno.test(
    `deno ${by}: ${signal} lets a request in flight finish, then closes the pool`,
    { ignore: !onServer },
    async () => {
      const db = openDatabase();
      const { token } = await newClient(db);
      const proxy = relay(databaseUrl());
      const server = await startServer({ DATABASE_URL: proxy.url, LOG: "off" }, by);
      const list = () =>
        fetch(`${server.origin}/v1/batches`, { headers: { authorization: `Bearer ${token}` } });
      assert.equal((await (await list()).json()).total, 0);
      const inFlight = await whileLocked(db, "api_keys", async (isWaiting) => {
        const response = list();
        await until("the request waits", isWaiting);
        server.kill(signal);
        await until("new requests are rejected", rejects(server));
        return { response };
      });
      assert.equal((await (await inFlight.response).json()).total, 0);
      assert.deepEqual(await server.ended, { code: 0, lines: [] });
      await until(
        "every connection has ended",
        () => Promise.resolve(proxy.connections.every(({ ended }) => ended)),
      );
      assert.ok(proxy.connections.length > 0);
      assert.deepEqual(proxy.connections.filter(({ terminated }) => !terminated), []);
      proxy.stop();
      await db.close();
    },
  );
}

for (const by of ["run", "serve"] as const) {
  Deno.test(`deno ${by}: a request that never ends does not keep the process alive`, {
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
    // "100 Continue": the server waits for the body.
    assert.ok(await connection.read(new Uint8Array(1000)));
    server.kill("SIGTERM");
    assert.equal((await server.ended).code, 0);
    connection.close();
    await db.close();
  });
}

Deno.test(
  "deno serve: a failed start is reported without a stack trace",
  { ignore: !onServer },
  async () => {
    const start = startServer({ DATABASE_URL: "mysql://localhost" }, "serve");
    await assert.rejects(start, {
      message: "the server ended with 1: DATABASE_URL must start with postgres://\n",
    });
  },
);
