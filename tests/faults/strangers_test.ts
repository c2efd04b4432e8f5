/** What others do, and what befalls their connections, changes no caller's answer. */
import assert from "node:assert/strict";
import { FaultyProxy } from "../support/faulty_proxy.ts";
import { type Answer, ask, isLong } from "./http.ts";
import { type Checked, filter, page } from "./questions.ts";
import { newBatch, prepare, serve, type Setup } from "./setup.ts";

const setup = await prepare();
const ignore = !setup;

/** What is wrong with an answer to a valid request, if anything. */
const fault = ({ fault }: Checked, answer: Answer, allowed: number[]) =>
  answer.status === 200
    ? fault(answer)
    : allowed.includes(answer.status)
    ? undefined
    : `${answer.status} ${answer.body.code}`;

/** Sends filters and hangs up on each after 1 to 40 ms; returns the way to stop. */
function hangUp(
  origin: string,
  { reader }: Setup,
  batchId: string,
  clients: number,
): () => Promise<void> {
  let going = true;
  const one = async (client: number) => {
    for (let turn = client; going; turn += clients) {
      const filter = JSON.stringify({ note: { $ne: `y${turn}` } });
      const query = new URLSearchParams({ filter, limit: "100", sortBy: "variables.n" });
      await ask(origin, {
        token: reader.token,
        path: `/v1/batches/${batchId}?${query}`,
        patience: 5 + (turn * 7) % 60,
      });
    }
  };
  const all = Array.from({ length: clients }, (_, client) => one(client));
  return async () => {
    going = false;
    await Promise.all(all);
  };
}

const seconds = isLong ? 60 : 6;
/** Characters of a call: sending a page takes long enough that many clients go meanwhile. */
const width = 8000;

Deno.test(
  "twelve clients that hang up change no answer of another workspace",
  { ignore },
  async () => {
    const { cluster, reader, other } = setup!;
    const server = await serve(cluster.url, { STATEMENT_TIMEOUT_MS: "20000" });
    const batchId = await newBatch(server.origin, reader.token, "wide", 100, 2_145_550_000, width);
    const stop = hangUp(server.origin, setup!, batchId, 12);
    const faults: string[] = [];
    let requests = 0;
    const caller = async () => {
      for (const began = performance.now(); performance.now() - began < seconds * 1000;) {
        const checked = filter(other, requests++);
        const found = fault(checked, await ask(server.origin, checked.question), []);
        if (found) faults.push(found);
      }
    };
    await Promise.all(Array.from({ length: 4 }, caller));
    await stop();
    await server.stop();
    assert.deepEqual(faults, [], `${faults.length} of ${requests}`);
  },
);

const questions: Record<string, (setup: Setup, turn: number) => Checked> = {
  "a page": ({ other }, turn) => page(other, turn),
  "a filter": ({ other }, turn) => filter(other, turn),
  "a list of batches": ({ other: { token, name } }) => ({
    question: { token, path: "/v1/batches" },
    fault: ({ body: { total, batches } }) =>
      total === 1 && batches[0].name === name ? undefined : JSON.stringify({ total, batches }),
  }),
};

for (const how of ["end", "reset"] as const) {
  for (const [name, question] of Object.entries(questions)) {
    Deno.test(
      `a connection that is cut (${how}) behind a row: the next caller asks for ${name}`,
      { ignore },
      async () => {
        const proxy = new FaultyProxy(setup!.cluster.url);
        const server = await serve(proxy.url, { POOL_SIZE: "2" });
        const faults: string[] = [];
        for (let turn = 0; turn < 8; turn++) {
          const cut = proxy.cutNext({ how, between: ["D", "C"] });
          const unlucky = (turn % 2 ? page : filter)(setup!.reader, turn);
          const found = fault(unlucky, await ask(server.origin, unlucky.question), [503]);
          await cut;
          const next = question(setup!, turn);
          const answer = await ask(server.origin, { ...next.question, patience: 10_000 });
          faults.push(...[found, fault(next, answer, [503])].filter((one) => one !== undefined));
        }
        await server.stop();
        proxy.close();
        assert.deepEqual(faults, []);
      },
    );
  }
}

Deno.test("the cluster of these tests ends", { ignore }, () => setup!.close());
