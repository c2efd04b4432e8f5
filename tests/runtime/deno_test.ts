import assert from "node:assert/strict";
import { callStatuses } from "../../src/domain/call.ts";
import { onServer } from "../support/client.ts";
import { runProgram, type Server, startServer } from "../support/subprocess.ts";

/** Returns the token and the URLs of the printed curl commands. */
function printedRequests({ welcome }: Server) {
  const commands = [...welcome.matchAll(
    /curl ([^']*(?:'filter=[^']*'[^']*)?)-H 'Authorization: Bearer (cb_[\w-]{43})' '([^']+)'/g,
  )];
  const urls = commands.map(([, options, , url]) => {
    const data = [...options!.matchAll(/(?:--data-urlencode|-d) '?([^' ]+)/g)];
    const query = data.map(([, pair]) => pair!.split("=") as [string, string]);
    return query.length ? `${url}?${new URLSearchParams(query)}` : url!;
  });
  return { token: commands[0]![2]!, urls };
}

async function get(url: string, token: string) {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(response.status, 200, url);
  return await response.json();
}

/** Runs `use` with a server on `directory`, then stops it; returns the exit code and the log. */
async function serve(
  directory: string,
  use: (server: Server) => Promise<void>,
  signal: Deno.Signal = "SIGTERM",
) {
  const server = await startServer({ CALLBOARD_DIR: directory });
  try {
    await use(server);
  } finally {
    server.kill(signal);
  }
  return await server.ended;
}

// These tests use the embedded database only, so they run with one of the targets.
const once = { ignore: onServer };

Deno.test(
  "first start: the printed requests work, and the demo data has every status",
  once,
  async () => {
    const directory = await Deno.makeTempDir();
    const { code, lines } = await serve(directory, async (server) => {
      const { token, urls } = printedRequests(server);
      assert.equal(urls.length, 2);
      const { batches: [batch], total } = await get(urls[0]!, token);
      assert.equal(total, 14); // the campaign, and a batch for each request that changes one
      assert.match(batch.name, /^Demo data: spring/);
      assert.deepEqual(
        Object.keys(batch.counts).filter((status) => batch.counts[status] === 0),
        [],
      );
      assert.deepEqual(Object.keys(batch.counts).sort(), [...callStatuses].sort());
      const { calls, total: completed } = await get(urls[1]!, token);
      assert.equal(completed, batch.counts.completed);
      assert.ok(
        calls.every((call: { transcript: unknown; recordingUrl: unknown }) =>
          call.transcript && call.recordingUrl
        ),
      );
      const retried = await get(
        `${server.origin}/v1/batches/${batch.id}?filter={"attempts":{"$gt":1}}`,
        token,
      );
      assert.ok(retried.total > 0);
      const { mode } = await Deno.stat(`${directory}/demo.json`);
      assert.equal(mode! & 0o777, 0o600);
    });
    assert.equal(code, 0);
    const events = lines.map((line) => JSON.parse(line));
    assert.deepEqual(events.map(({ operation, status }) => [operation, status]), [
      ["listBatches", 200],
      ["getBatch", 200],
      ["getBatch", 200],
    ]);
    assert.doesNotMatch(lines.join(), /cb_/);
    await Deno.remove(directory, { recursive: true });
  },
);

Deno.test("a later start, even after a crash, finds the same data and key", once, async () => {
  const directory = await Deno.makeTempDir();
  let saved: { token: string; name: string } | undefined;
  await serve(directory, async (server) => {
    const { token } = printedRequests(server);
    const name = `before the crash ${crypto.randomUUID()}`;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const created = await fetch(`${server.origin}/v1/batches`, {
      method: "POST",
      headers,
      body: JSON.stringify({ name }),
    });
    assert.equal(created.status, 201);
    await created.body!.cancel();
    saved = { token, name };
  }, "SIGKILL");
  const { code } = await serve(directory, async (server) => {
    const { token, urls } = printedRequests(server);
    assert.equal(token, saved!.token);
    const { batches } = await get(urls[0]!, token);
    assert.deepEqual(batches.slice(0, 2).map((batch: { name: string }) => batch.name), [
      saved!.name,
      "Demo data: spring reminders",
    ]);
    const second = await runProgram("deno.ts", [], { CALLBOARD_DIR: directory, PORT: "0" });
    assert.equal(second.code, 1);
    assert.match(second.stderr, /in use by process \d+: stop it/);
  });
  assert.equal(code, 0);
  await Deno.remove(directory, { recursive: true });
});

Deno.test("keys of a running server are created, listed and revoked", once, async () => {
  const directory = await Deno.makeTempDir();
  const keys = (...args: string[]) => runProgram("cli/keys.ts", args, { CALLBOARD_DIR: directory });
  const { code } = await serve(directory, async ({ origin }) => {
    const { mode } = await Deno.stat(`${directory}/control.json`);
    assert.equal(mode! & 0o777, 0o600);
    const created = await keys("create", "--name", "own", "--workspace", "mine");
    assert.deepEqual([created.code, created.stdout], [1, ""]);
    assert.match(created.stderr, /There is no workspace "mine"\. There are "demo"\./);
    const own = await keys(
      ...["create", "--name", "own", "--workspace", "mine", "--create-workspace"],
    );
    const token = /^cb_[\w-]{43}$/m.exec(own.stdout)![0];
    assert.deepEqual((await get(`${origin}/v1/batches`, token)).batches, []);
    assert.match((await keys("list")).stdout, /\tmine\town\t.*\tvalid\n/);
    assert.equal((await keys("revoke", token.slice(0, 9))).code, 0);
    const headers = { authorization: `Bearer ${token}` };
    const { status } = await fetch(`${origin}/v1/batches`, { headers });
    assert.equal(status, 401);
    const { port } = JSON.parse(await Deno.readTextFile(`${directory}/control.json`));
    const strange = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: "{}" });
    assert.equal(strange.status, 403);
  });
  assert.equal(code, 0);
  const later = await keys("list"); // the database is free again
  assert.match(later.stdout, /\tmine\town\t.*\trevoked /);
  await Deno.remove(directory, { recursive: true });
});

/** Reads from the connection until the text matches; returns the text. */
async function readUntil(connection: Deno.Conn, pattern: RegExp): Promise<string> {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(65536);
  let text = "";
  while (!pattern.test(text)) {
    const size = await connection.read(chunk);
    if (size === null) break;
    text += decoder.decode(chunk.subarray(0, size), { stream: true });
  }
  return text;
}

Deno.test("SIGTERM lets an upload in flight finish and rejects new requests", once, async () => {
  const directory = await Deno.makeTempDir();
  const server = await startServer({ CALLBOARD_DIR: directory });
  const { token, urls } = printedRequests(server);
  const path = new URL(urls[1]!).pathname + "/calls";
  const connection = await Deno.connect({
    hostname: "127.0.0.1",
    port: Number(new URL(server.origin).port),
  });
  const send = (text: string) => connection.write(new TextEncoder().encode(text));
  const row = '{"phoneNumber":"+12125550100"}\n';
  const head = [
    "Host: localhost",
    `Authorization: Bearer ${token}`,
    "Content-Type: application/x-ndjson",
    "Connection: close",
  ];
  await send(
    [
      `POST ${path} HTTP/1.1`,
      ...head,
      `Content-Length: ${row.length}`,
      "Expect: 100-continue",
      "",
      "",
    ].join("\r\n"),
  );
  // The server has started to read the body, which is not sent yet.
  assert.match(await readUntil(connection, /\r\n\r\n/), /^HTTP\/1.1 100/);
  server.kill("SIGTERM");
  server.kill("SIGTERM");
  let rejected: Response;
  do {
    rejected = await fetch(`${server.origin}/problems.md`);
    await rejected.body!.cancel();
  } while (rejected.status === 200);
  assert.equal(rejected.status, 503);
  assert.equal(rejected.headers.get("retry-after"), "5");
  await send(row);
  assert.match(await readUntil(connection, /"rejected":\[\]\}/), /^HTTP\/1.1 201[^]+"added":1/);
  connection.close();
  assert.equal((await server.ended).code, 0);
  await Deno.remove(directory, { recursive: true });
});

Deno.test("a port in use is reported without a stack trace", { ignore: !onServer }, async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const PORT = String(listener.addr.port);
  const { code, stderr } = await runProgram("deno.ts", [], {
    DATABASE_URL: Deno.env.get("TEST_DATABASE_URL")!,
    PORT,
  });
  listener.close();
  assert.equal(code, 1);
  assert.equal(stderr, `Port ${PORT} on 127.0.0.1 is in use: set PORT to another port.\n`);
});
