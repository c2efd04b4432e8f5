/** A connection cut at any byte costs its caller a 503 at most, and the next caller nothing. */
import assert from "node:assert/strict";
import { FaultyProxy } from "../support/faulty_proxy.ts";
import { seed } from "./faults.ts";
import { ask, isLong, mustAsk, pause, randomNumbers, timeScale } from "./http.ts";
import { goals } from "./measure.ts";
import { type Checked, filter, page } from "./questions.ts";
import { prepare, serve, type Setup } from "./setup.ts";

const setup = await prepare();
const ignore = !setup;
if (setup) console.log(`FAULTS_SEED=${seed}`);

/** Questions whose answers are cut, each through a way of its own to the database. */
const unlucky: Record<string, (setup: Setup, turn: number) => Checked> = {
  "a page": ({ reader }, turn) => page(reader, turn),
  "a filter": ({ reader }, turn) => filter(reader, turn),
  "a list of batches": list,
  "an event": event,
};

function list({ other: { token, name } }: Setup): Checked {
  return {
    question: { token, path: "/v1/batches" },
    fault: ({ body }) => {
      if (body.total !== 1 || body.batches[0].name !== name) return JSON.stringify(body);
    },
  };
}

const sent: Record<string, unknown>[] = [];
const acknowledged: Record<string, unknown>[] = [];

function event(
  { reader: { token }, reported: { batchId, callIds } }: Setup,
  turn: number,
): Checked {
  const event = {
    id: crypto.randomUUID(),
    batchId,
    callId: callIds[turn % callIds.length],
    type: "ringing",
    at: "2026-03-02T10:00:00Z",
  };
  sent.push(event);
  return {
    question: { token, method: "POST", path: "/v1/call-events", json: { events: [event] } },
    fault: ({ body }) => {
      acknowledged.push(event);
      return body.recorded === 1 ? undefined : JSON.stringify(body);
    },
  };
}

/** A 503 is no fault where one is allowed, if it comes in time. */
async function faultOf(
  origin: string,
  checked: Checked,
  allowed: number[],
): Promise<string | undefined> {
  const answer = await ask(origin, { ...checked.question, patience: 10_000 * timeScale });
  if (answer.took > goals.answer * timeScale) {
    return `${answer.status} after ${Math.round(answer.took)} ms`;
  }
  if (allowed.includes(answer.status)) return undefined;
  return answer.status === 200
    ? checked.fault(answer)
    : `${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`;
}

/**
 * Places to cut at among this many bytes: with `--long` all of them, up to 3,000; else some, and
 * each of the last twenty, where the end of the statement follows its rows.
 */
function places(length: number, random: () => number): number[] {
  if (isLong && length <= 3000) return numbersTo(length);
  const chosen = Array.from({ length: isLong ? 3000 : 10 }, () => Math.ceil(random() * length));
  return [...chosen, ...numbersTo(20).map((i) => length - 20 + i)];
}

const numbersTo = (length: number) => Array.from({ length }, (_, i) => i + 1);

/** What the next caller asks. */
const next = [
  list,
  ({ other }: Setup, turn: number) => page(other, turn),
  ({ other }: Setup, turn: number) => filter(other, turn),
];

for (const [name, question] of Object.entries(unlucky)) {
  Deno.test(
    `cut at any byte of ${name}: the next caller has the right answer`,
    { ignore },
    async () => {
      const proxy = new FaultyProxy(setup!.cluster.url);
      const server = await serve(proxy.url, { POOL_SIZE: "2" });
      const bytes = () => proxy.connections.reduce((sum, { fromServer }) => sum + fromServer, 0);
      await faultOf(server.origin, question(setup!, 0), []);
      const before = bytes();
      assert.equal(await faultOf(server.origin, question(setup!, 1), []), undefined);
      const length = bytes() - before;
      assert.ok(length > 50, `${length} bytes came from Postgres`);
      const faults: string[] = [];
      for (const [turn, after] of places(length, randomNumbers(seed)).entries()) {
        const how = turn % 2 ? "end" : "reset";
        proxy.cutNext({ how, after });
        const found = [await faultOf(server.origin, question(setup!, turn), [503])];
        proxy.cutEach(undefined);
        found.push(await faultOf(server.origin, next[turn % next.length]!(setup!, turn), [503]));
        for (const fault of found) {
          if (fault) faults.push(`${how} after ${after} of ${length} bytes: ${fault}`);
        }
      }
      await server.stop();
      proxy.close();
      assert.deepEqual(faults, []);
    },
  );
}

Deno.test("cut at any byte: no event that was acknowledged is lost", { ignore }, async () => {
  const server = await serve(setup!.cluster.url);
  const post = (events: unknown[]) =>
    mustAsk(server.origin, {
      token: setup!.reader.token,
      method: "POST",
      path: "/v1/call-events",
      json: { events },
    });
  assert.ok(acknowledged.length > 0);
  assert.deepEqual(await post(acknowledged), { recorded: 0, duplicates: acknowledged.length });
  const { recorded, duplicates } = await post(sent);
  assert.equal(recorded + duplicates, sent.length);
  await server.stop();
});

/** Cuts while a connection is being opened: the handshake is some hundred bytes. */
Deno.test("cut at any byte of the handshake: the server gets over it", { ignore }, async () => {
  const proxy = new FaultyProxy(setup!.cluster.url);
  const server = await serve(proxy.url, { POOL_SIZE: "2" });
  const faults: string[] = [];
  for (const after of places(500, randomNumbers(seed))) {
    proxy.cutAll("end");
    proxy.cutNext({ how: "end", after });
    const found = await faultOf(server.origin, page(setup!.reader, after), [503]);
    proxy.cutEach(undefined);
    if (found) faults.push(`after ${after} bytes: ${found}`);
  }
  await pause(1000);
  assert.equal(await faultOf(server.origin, page(setup!.reader, 1), []), undefined);
  await server.stop();
  proxy.close();
  assert.deepEqual(faults, []);
});

Deno.test("the cluster of these tests ends", { ignore }, () => setup!.close());
