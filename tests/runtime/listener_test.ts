/** Connections that nobody needs: idle, slow, too many. */
import assert from "node:assert/strict";
import { addressKey } from "../../src/runtime/listener.ts";
import { startServer } from "../support/subprocess.ts";
import { timeLimit } from "../support/time_limit.ts";

const directory = await Deno.makeTempDir();
const settings = { CALLBOARD_DIR: directory, LOG: "off" };

/** Opens connections; those that are refused are left out. */
async function connections(origin: string, count: number): Promise<Deno.TcpConn[]> {
  const { hostname, port } = new URL(origin);
  const opened: Deno.TcpConn[] = [];
  for (let i = 0; i < count; i++) {
    await Deno.connect({ hostname, port: Number(port) }).then((one) => opened.push(one), () => {});
  }
  return opened;
}

/** Whether the server has ended the connection, or does within `milliseconds`. */
async function isEnded(connection: Deno.TcpConn, milliseconds: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const ended = (async () => {
    const buffer = new Uint8Array(4096);
    while (await connection.read(buffer).catch(() => null) !== null);
    return true as const;
  })();
  return await Promise.race([ended, late]).finally(() => clearTimeout(timer));
}

const close = (opened: Deno.TcpConn[]) =>
  opened.forEach((connection) => {
    try {
      connection.close();
    } catch { /* the server has closed it */ }
  });

async function isAlive(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/health/live`, { headers: { connection: "close" } });
  await answer.body?.cancel();
  return answer.status === 200;
}

/** Whether it answers, now or in a while. */
async function answersSoon(origin: string): Promise<boolean> {
  for (const deadline = Date.now() + timeLimit(10_000); Date.now() < deadline;) {
    if (await isAlive(origin).catch(() => false)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

const quiet = { sanitizeResources: false, sanitizeOps: false };

Deno.test("more connections than files refuse others, and the server goes on", quiet, async () => {
  const server = await startServer(
    { ...settings, MAX_CONNECTIONS_PER_ADDRESS: "1000" },
    "fewFiles",
  );
  try {
    for (let round = 0; round < 3; round++) {
      const opened = await connections(server.origin, 500);
      const ended = await Promise.all(opened.map((one) => isEnded(one, 1000)));
      const held = ended.filter((one) => !one).length;
      assert.ok(held > 10 && held < 400, `${held} are held`);
      close(opened);
      assert.ok(await answersSoon(server.origin), `round ${round}`);
    }
  } finally {
    server.kill("SIGTERM");
    assert.equal((await server.ended).code, 0);
  }
});

Deno.test("a connection that sends no whole request is ended", quiet, async () => {
  const server = await startServer(settings);
  try {
    const opened = await connections(server.origin, 3);
    const text = ["", "GET /health/live HTTP/1.1\r\nHost: x\r\n", "GET /health/live HTTP/1.1\r\n"];
    for (const [i, part] of text.entries()) await opened[i]!.write(new TextEncoder().encode(part));
    const ended = await Promise.all(opened.map((one) => isEnded(one, timeLimit(20_000))));
    assert.deepEqual(ended, [true, true, true]);
    close(opened);
  } finally {
    server.kill("SIGTERM");
    await server.ended;
  }
});

Deno.test("an address has a share of the connections", quiet, async () => {
  const server = await startServer({ ...settings, MAX_CONNECTIONS_PER_ADDRESS: "20" });
  try {
    const opened = await connections(server.origin, 30);
    const ended = await Promise.all(opened.map((one) => isEnded(one, 500)));
    assert.equal(ended.filter((one) => !one).length, 20);
    const own = await Deno.connect({
      hostname: "127.0.0.1",
      port: Number(new URL(server.origin).port),
    });
    assert.ok(await isEnded(own, timeLimit(5_000)));
    close([...opened, own]);
    assert.ok(await answersSoon(server.origin));
  } finally {
    server.kill("SIGTERM");
    await server.ended;
  }
});

Deno.test("an address is one IPv4 address or one IPv6 /64", () => {
  const same = [
    ["192.0.2.7", "::ffff:192.0.2.7"],
    ["2001:db8::1", "2001:db8:0:0:ffff::2", "2001:0db8:0::"],
    ["::1", "::2"],
  ];
  const keys = same.map((addresses) => new Set(addresses.map(addressKey)));
  assert.deepEqual(keys.map(({ size }) => size), [1, 1, 1]);
  assert.equal(new Set(keys.flatMap((one) => [...one])).size, 3);
  assert.notEqual(addressKey("2001:db8:0:1::1"), addressKey("2001:db8::1"));
});

Deno.test("the files of these tests are removed", () =>
  Deno.remove(directory, { recursive: true }));
