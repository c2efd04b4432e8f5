/** The embedded database keeps what it acknowledged, and nobody else on the machine reads it. */
import { PGlite } from "@electric-sql/pglite";
import assert from "node:assert/strict";
import fs from "node:fs";
import postgres from "postgres";
import { durable, DurableFS } from "../../src/runtime/durable_fs.ts";
import { onServer } from "../support/client.ts";
import { startServer } from "../support/subprocess.ts";

const ignore = onServer;

/** Returns the SQLSTATE with which the embedded database answers a login; undefined for success. */
async function logIn(change: (url: URL) => void): Promise<string | undefined> {
  const url = new URL(Deno.env.get("TEST_DATABASE_URL")!);
  change(url);
  const client = postgres(url.href, { max: 1, connect_timeout: 5 });
  try {
    await client`select 1`;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.end({ timeout: 1 });
  }
}

Deno.test("only a client with the password logs in", { ignore }, async () => {
  assert.equal(await logIn(() => {}), undefined);
  for (const password of ["", "postgres", crypto.randomUUID()]) {
    assert.equal(await logIn((url) => void (url.password = password)), "28P01", password);
  }
});

/** Sends bytes on a new connection; returns what arrives until it closes. */
async function sendBytes(bytes: number[]): Promise<Uint8Array> {
  const { hostname, port } = new URL(Deno.env.get("TEST_DATABASE_URL")!);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new Uint8Array(bytes));
  return await new Response(connection.readable).bytes();
}

const startUp = [0, 0, 0, 9, 0, 3, 0, 0, 0];
const query = [81, 0, 0, 0, 13, ...new TextEncoder().encode("select 1"), 0];
const strangers: Record<string, number[]> = {
  "a query instead of the password": [...startUp, ...query],
  "a query without a start": query,
  "a start-up message without end": [127, 255, 255, 255, 0, 3, 0, 0],
  "a cancel request": [0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 0, 1, 0, 0, 0, 1],
};
for (const [what, bytes] of Object.entries(strangers)) {
  Deno.test(`${what} is not executed, and the connection closes`, { ignore }, async () => {
    const answer = new TextDecoder().decode(await sendBytes(bytes));
    assert.doesNotMatch(answer, /SELECT|RowDescription|[TDZ]\0\0/);
  });
}

Deno.test("each commit is synced to the disk before it is acknowledged", { ignore }, async () => {
  const directory = await Deno.makeTempDir();
  const sync = fs.fsyncSync;
  let synced = 0;
  fs.fsyncSync = (descriptor) => {
    synced++;
    sync(descriptor);
  };
  const db = await PGlite.create({
    fs: new DurableFS(directory),
    startParams: durable(PGlite.defaultStartParams),
  });
  try {
    await db.exec("create table notes (note text)");
    for (let i = 0; i < 5; i++) {
      synced = 0;
      await db.query("insert into notes values ($1)", [String(i)]);
      assert.ok(synced >= 1, `commit ${i}: ${synced} fsyncs`);
    }
  } finally {
    await db.close();
    fs.fsyncSync = sync;
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("five acknowledged writes of five survive SIGKILL", { ignore }, async () => {
  const directory = await Deno.makeTempDir();
  const names = Array.from({ length: 5 }, () => `batch ${crypto.randomUUID()}`);
  const first = await startServer({ CALLBOARD_DIR: directory, LOG: "off" });
  const token = /Bearer (\S+)'/.exec(first.welcome)![1]!;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  for (const name of names) {
    const body = JSON.stringify({ name });
    const created = await fetch(`${first.origin}/v1/batches`, { method: "POST", headers, body });
    assert.equal(created.status, 201);
    await created.body!.cancel();
  }
  first.kill("SIGKILL");
  await first.ended;
  const { mode } = await Deno.stat(`${directory}/db`);
  assert.equal(mode! & 0o777, 0o700);
  const second = await startServer({ CALLBOARD_DIR: directory, LOG: "off" });
  const { batches } = await (await fetch(`${second.origin}/v1/batches`, { headers })).json();
  second.kill("SIGTERM");
  await second.ended;
  const kept = batches.map((batch: { name: string }) => batch.name);
  assert.deepEqual(names.filter((name) => !kept.includes(name)), []);
  await Deno.remove(directory, { recursive: true });
});
