/** The proxy brings about what it says: else the tests that use it would prove nothing. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { startCluster } from "../support/cluster.ts";
import { exhaust } from "../support/exhaust.ts";
import { FaultyProxy } from "../support/faulty_proxy.ts";
import { openSession, probe } from "../support/pg_wire.ts";
import { deadline, pause } from "./http.ts";

const cluster = await startCluster();
const ignore = !cluster;

type Client = postgres.Sql;
/** Runs the test with a client of one connection, which has asked once. */
function test(name: string, work: (proxy: FaultyProxy, client: Client) => Promise<void>): void {
  Deno.test(`the proxy: ${name}`, { ignore }, async () => {
    const proxy = new FaultyProxy(cluster!.url);
    const client = postgres(proxy.url, { max: 1, fetch_types: false, connect_timeout: 1 });
    await client.unsafe("select 1");
    await work(proxy, client);
    await client.end({ timeout: 0 });
    proxy.close();
  });
}

const outcome = (query: Promise<unknown>) =>
  deadline(query, 500).then(() => "answered", (error) => error.code ?? "nothing");

test("passes everything on, and counts", async (proxy, client) => {
  const [before] = proxy.connections;
  const counted = { ...before! };
  assert.deepEqual([...await client.unsafe("select repeat('x', 1000000) as x")], [{
    x: "x".repeat(1_000_000),
  }]);
  assert.equal(before!.roundTrips - counted.roundTrips, 1);
  assert.ok(before!.fromServer - counted.fromServer > 1_000_000);
  assert.equal(proxy.open, 1);
});

test("takes the time it is told, each way", async (proxy, client) => {
  proxy.delay(100);
  const began = performance.now();
  await client.unsafe("select 1");
  const took = performance.now() - began;
  assert.ok(took >= 199 && took < 1000, `${took} ms`);
});

test("stalls, and then delivers", async (proxy, client) => {
  proxy.stall(true);
  const late = client.unsafe("select 1");
  assert.equal(await outcome(late), "nothing");
  proxy.stall(false);
  assert.equal(await outcome(late), "answered");
});

test("swallows: what was open stays dead, what comes later lives", async (proxy, client) => {
  proxy.swallow(true);
  assert.equal(await outcome(client.unsafe("select 1")), "nothing");
  assert.deepEqual(await openSession(proxy.url, 300), { refusal: "SILENT" });
  proxy.swallow(false);
  assert.equal(await outcome(client.unsafe("select 1")), "nothing");
  assert.equal(await probe(proxy.url), "ready");
});

test("refuses, and hangs up", async (proxy, client) => {
  proxy.refuse();
  assert.equal(await probe(proxy.url), "ECONNREFUSED");
  assert.equal(await outcome(client.unsafe("select 1")), "answered");
  proxy.accept();
  assert.equal(await probe(proxy.url), "ready");
  proxy.hangUp(true);
  assert.match(await probe(proxy.url), /closed|ECONNRESET|EPIPE/);
});

for (
  const [how, code] of [["end", "CONNECTION_CLOSED"], ["reset", "ECONNRESET"], [
    "hold",
    "nothing",
  ]] as const
) {
  test(`cuts (${how}) after a byte, and between two messages`, async (proxy, client) => {
    const before = proxy.connections[0]!.fromServer;
    const cut = proxy.cutNext({ how, after: 10 });
    assert.equal(await outcome(client.unsafe("select 1")), code);
    await cut;
    assert.equal(proxy.connections[0]!.fromServer - before, 10);
    const other = postgres(proxy.url, { max: 1, fetch_types: false });
    await other.unsafe("select 1");
    const rows: unknown[] = [];
    proxy.cutNext({ how, between: ["D", "C"] });
    const three = other.unsafe("select i from generate_series(1, 3) as i");
    const query = three.forEach((row) => rows.push(row));
    assert.equal(await outcome(query), code);
    assert.equal(rows.length, 3);
    await other.end({ timeout: 0 });
  });
}

Deno.test("the cluster: what it is told to be", { ignore }, async (t) => {
  const write = (name: string) =>
    client.unsafe(`create table ${name} as select repeat('x', 100) from generate_series(1, 5000)`);
  const client = postgres(cluster!.url, { max: 1, fetch_types: false, onnotice() {} });
  await t.step("read-only", async () => {
    await cluster!.setReadOnly(true);
    await pause(100); // the settings are read again between two statements
    assert.equal(await outcome(write("a")), "25006");
    await cluster!.setReadOnly(false);
    await pause(100);
    assert.equal(await outcome(write("a")), "answered");
  });
  const small = await cluster!.hasSmallDisks();
  await t.step({ name: "full", ignore: !small, fn: full });
  async function full() {
    await cluster!.fillDisk("tables");
    assert.equal(await outcome(write("b")), "53100");
    await cluster!.freeDisk("tables");
    assert.equal(await outcome(write("b")), "answered");
  }
  await t.step("exhausted", async () => {
    const leave = await exhaust(cluster!);
    assert.equal(await probe(cluster!.url), "53300");
    await leave();
    assert.equal(await probe(cluster!.url), "ready");
  });
  await t.step("frozen", async () => {
    await cluster!.freeze();
    assert.deepEqual(await openSession(cluster!.url, 300), { refusal: "SILENT" });
    await cluster!.thaw();
  });
  await t.step("starting", async () => {
    await cluster!.becomeStandby(false);
    assert.equal(await probe(cluster!.url), "57P03");
    await cluster!.promote();
  });
  await client.end({ timeout: 0 });
});

Deno.test("the cluster of these tests ends", { ignore }, () => cluster!.close());
