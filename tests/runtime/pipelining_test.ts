/** Requests that a client sends without waiting for the answers before them. */
import assert from "node:assert/strict";
import { listen } from "../../src/runtime/listener.ts";

const limits = { maxConnections: 100, maxConnectionsPerAddress: 100 };
const count = 300;
const encode = (text: string) => new TextEncoder().encode(text);

/** Every third request has a body. */
const requests = Array.from(
  { length: count },
  (_, i) =>
    i % 3
      ? `GET /${i} HTTP/1.1\r\nhost: a\r\n\r\n`
      : `POST /${i} HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\nabc`,
).join("");

type Seen = { running: number; most: number; total: number };

async function open(seen: Seen, done: () => Promise<void>) {
  const listener = await listen(async (request) => {
    seen.total++;
    seen.most = Math.max(seen.most, ++seen.running);
    const body = await request.text();
    await done();
    seen.running--;
    return new Response(`<${new URL(request.url).pathname.slice(1)}${body}>`);
  }, { hostname: "127.0.0.1", port: 0, ...limits });
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: listener.port });
  return { listener, connection };
}

Deno.test("pipelined requests are handled one at a time and answered in order", async () => {
  const seen = { running: 0, most: 0, total: 0 };
  const { listener, connection } = await open(
    seen,
    () => new Promise((resolve) => setTimeout(resolve, 1)),
  );
  const sent = (async () => {
    const bytes = encode(requests);
    for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
  })();
  const buffer = new Uint8Array(65_536);
  let text = "";
  while (!text.includes(`<${count - 1}>`)) {
    const length = await connection.read(buffer);
    assert.ok(length !== null, text.slice(-300));
    text += new TextDecoder().decode(buffer.subarray(0, length));
  }
  await sent;
  const answers = [...text.matchAll(/<(\d+)(abc)?>/g)].map(([, number, body]) => [number, body]);
  assert.deepEqual(
    answers,
    Array.from({ length: count }, (_, i) => [String(i), i % 3 ? undefined : "abc"]),
  );
  assert.equal(seen.most, 1);
  connection.close();
  await listener.close();
});

Deno.test("pipelined requests of a client that has gone are not handled", async () => {
  const seen = { running: 0, most: 0, total: 0 };
  const { promise, resolve } = Promise.withResolvers<void>();
  const { listener, connection } = await open(seen, () => promise);
  await connection.write(encode(requests));
  while (seen.total === 0) await new Promise((done) => setTimeout(done, 1));
  connection.close();
  const other = await Deno.connect({ hostname: "127.0.0.1", port: listener.port });
  resolve();
  await other.write(encode("GET /other HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"));
  while (await other.read(new Uint8Array(65_536)) !== null);
  other.close();
  await listener.close();
  assert.ok(seen.total <= 3, `${seen.total} were handled`);
});
