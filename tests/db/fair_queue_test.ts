import assert from "node:assert/strict";
import { FairQueue, type Tenant } from "../../src/db/fair_queue.ts";
import { Overloaded } from "../../src/domain/errors.ts";

const tenant = (workspace: string, key = "k"): Tenant => ({ workspace, key });
const long = { timeout: 60_000 };

/** Acquires one place for each tenant and returns the order in which they are granted. */
async function grantOrder(queue: FairQueue, first: Tenant, waiting: Tenant[]): Promise<string[]> {
  const granted: string[] = [];
  const release = await queue.acquire(first, long);
  const done = waiting.map(async (one) => {
    const release = await queue.acquire(one, long);
    granted.push(`${one.workspace}/${one.key}`);
    await Promise.resolve();
    release();
  });
  release();
  await Promise.all(done);
  return granted;
}

Deno.test("workspaces take turns, even if one of them has many requests", async () => {
  const queue = new FairQueue({ places: 1, share: 1, maxWaiting: 100 });
  const waiting = [...Array(5).fill(tenant("a")), tenant("b"), tenant("c")];
  assert.deepEqual(await grantOrder(queue, tenant("a"), waiting), [
    "a/k",
    "b/k",
    "c/k",
    "a/k",
    "a/k",
    "a/k",
    "a/k",
  ]);
});

Deno.test("the keys of a workspace take turns", async () => {
  const queue = new FairQueue({ places: 1, share: 1, maxWaiting: 100 });
  const waiting = [...Array(3).fill(tenant("a", "1")), tenant("a", "2"), tenant("a", "2")];
  assert.deepEqual(await grantOrder(queue, tenant("a", "1"), waiting), [
    "a/1",
    "a/2",
    "a/1",
    "a/2",
    "a/1",
  ]);
});

Deno.test("a workspace at its share leaves free places to others", async () => {
  const queue = new FairQueue({ places: 4, share: 2, maxWaiting: 100 });
  const acquired = [await queue.acquire(tenant("a"), long), await queue.acquire(tenant("a"), long)];
  let third = false;
  const waiting = queue.acquire(tenant("a"), long).then((release) => {
    third = true;
    return release;
  });
  const others = [await queue.acquire(tenant("b"), long), await queue.acquire(tenant("c"), long)];
  assert.equal(third, false);
  acquired[0]!();
  (await waiting)();
  for (const release of [acquired[1]!, ...others]) release();
  const again = await Promise.all(["x", "x", "y", "y"].map((w) => queue.acquire(tenant(w), long)));
  assert.equal(again.length, 4);
});

Deno.test("releasing a place twice frees it once", async () => {
  const queue = new FairQueue({ places: 1, share: 1, maxWaiting: 100 });
  const release = await queue.acquire(tenant("a"), long);
  release();
  release();
  await queue.acquire(tenant("a"), long);
  await assert.rejects(queue.acquire(tenant("b"), { timeout: 5 }), { name: "Overloaded" });
});

Deno.test("waiting times out, and the error says whose load is the cause", async () => {
  const queue = new FairQueue({ places: 2, share: 1, maxWaiting: 2 });
  const by = (workspace: string) =>
    queue.acquire(tenant(workspace), { timeout: 5 }).then(
      () => "granted",
      (error) => error instanceof Overloaded ? error.by : "other",
    );
  const releases = [await queue.acquire(tenant("a"), long), await queue.acquire(tenant("b"), long)];
  assert.deepEqual(await Promise.all([by("a"), by("c")]), ["workspace", "server"]);
  const waiting = [by("a"), by("a"), by("a")];
  assert.deepEqual(await Promise.all(waiting), ["workspace", "workspace", "workspace"]);
  for (const release of releases) release();
  assert.equal(await by("a"), "granted");
});

Deno.test("an aborted request takes no turn", async () => {
  const queue = new FairQueue({ places: 1, share: 1, maxWaiting: 100 });
  const release = await queue.acquire(tenant("a"), long);
  const abort = new AbortController();
  const aborted = queue.acquire(tenant("b"), { ...long, signal: abort.signal });
  const next = queue.acquire(tenant("c"), long);
  abort.abort(new Error("aborted"));
  await assert.rejects(aborted, { name: "AbortError" });
  release();
  (await next)();
  await assert.rejects(queue.acquire(tenant("a"), { ...long, signal: abort.signal }), {
    name: "AbortError",
  });
});

Deno.test("admitted requests of a key go before its new ones, in their order", async () => {
  const queue = new FairQueue({ places: 1, share: 1, maxWaiting: 4 });
  const release = await queue.acquire(tenant("a"), long);
  const granted: string[] = [];
  const wait = async (name: string, one: Tenant) => {
    const release = await queue.acquire(one, long);
    granted.push(name);
    release();
  };
  const admitted: Tenant = { ...tenant("a"), admitted: true };
  const all = [
    wait("new 1", tenant("a")),
    wait("admitted 1", admitted),
    wait("new 2", tenant("a")),
    wait("other key", tenant("a", "2")),
    assert.rejects(queue.acquire(tenant("a"), long), Overloaded),
    wait("admitted 2", admitted), // beyond the number that may wait
  ];
  release();
  await Promise.all(all);
  assert.deepEqual(granted, ["admitted 1", "other key", "admitted 2", "new 1", "new 2"]);
});
