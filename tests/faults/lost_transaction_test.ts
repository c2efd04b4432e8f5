/** A transaction whose connection is lost without a word holds its batch for a limited time. */
import assert from "node:assert/strict";
import { FaultyProxy } from "../support/faulty_proxy.ts";
import { type Answer, ask, isLong, pause, timeScale } from "./http.ts";
import { prepare, serve } from "./setup.ts";

const setup = isLong ? await prepare() : undefined;
const ignore = !setup;

/** From the loss until events of the batch are recorded again. */
const limit = 15_000 * timeScale;

function post(origin: string, patience: number): Promise<Answer> {
  const { reader: { token }, reported: { batchId, callIds: [callId] } } = setup!;
  const at = new Date().toISOString();
  const events = [{ id: crypto.randomUUID(), batchId, callId, type: "ringing", at }];
  return ask(origin, {
    token,
    method: "POST",
    path: "/v1/call-events",
    json: { events },
    patience,
  });
}

const abandoned = async () =>
  (await setup!.cluster.query(
    `select from pg_stat_activity where usename = 'callboard' and state = 'idle in transaction'`,
  )).length > 0;

Deno.test(
  "events are recorded again after a connection is lost in a transaction",
  { ignore },
  async () => {
    const proxy = new FaultyProxy(setup!.cluster.url);
    const server = await serve(proxy.url, { POOL_SIZE: "2" });
    const bytes = () => proxy.connections.reduce((sum, { fromServer }) => sum + fromServer, 0);
    await post(server.origin, 5000);
    const before = bytes();
    assert.equal((await post(server.origin, 5000)).status, 200);
    const length = bytes() - before;
    let lost = 0;
    for (let after = length - 10; after > 0 && lost === 0; after -= 20) {
      proxy.cutNext({ how: "lose", after });
      await post(server.origin, 2000);
      proxy.cutEach(undefined);
      if (await abandoned()) lost = performance.now();
    }
    assert.ok(lost > 0, "no transaction was left open");
    let status = 0;
    while (status !== 200 && performance.now() - lost < limit) {
      status = (await post(server.origin, 5000)).status;
      await pause(200);
    }
    await server.stop();
    proxy.close();
    assert.equal(status, 200, `after ${limit} ms`);
  },
);

Deno.test("the cluster of these tests ends", { ignore }, () => setup!.close());
