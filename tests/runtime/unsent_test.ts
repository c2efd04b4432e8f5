/** Responses that clients do not read. */
import assert from "node:assert/strict";
import { listen } from "../../src/runtime/listener.ts";

const size = 2 ** 25; // more than the sockets of both sides take

Deno.test("what clients leave unread is limited, and others are answered", async () => {
  const text = "x".repeat(size);
  const listener = await listen(
    (request) => new Response(request.url.endsWith("/large") ? text : "small"),
    {
      hostname: "127.0.0.1",
      port: 0,
      maxConnections: 100,
      maxConnectionsPerAddress: 100,
      maxUnsent: 2.5 * size,
    },
  );
  const connect = () => Deno.connect({ hostname: "127.0.0.1", port: listener.port });
  const get = async (connection: Deno.Conn, path: string) => {
    const head = `GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`;
    await connection.write(new TextEncoder().encode(head));
  };
  /** The bytes that arrive until the server ends the connection. */
  const read = async (connection: Deno.Conn) => {
    const buffer = new Uint8Array(2 ** 18);
    let bytes = 0;
    for (let n; (n = await connection.read(buffer).catch(() => null)) !== null;) bytes += n;
    return bytes;
  };
  const slow: Deno.Conn[] = [];
  for (let i = 0; i < 4; i++) {
    slow.push(await connect());
    await get(slow[i]!, "/large");
    await new Promise((resolve) => setTimeout(resolve, 700)); // in this order
  }
  const other = await connect();
  await get(other, "/small");
  assert.ok(await read(other) > 0);
  const whole = await Promise.all(slow.map(async (one) => await read(one) >= size));
  assert.deepEqual(whole, [false, false, true, true]);
  for (const connection of [...slow, other]) connection.close();
  await listener.close();
});
