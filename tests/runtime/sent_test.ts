import assert from "node:assert/strict";
import { whenSent } from "../../src/runtime/sent.ts";
import { drainable } from "../../src/runtime/drain.ts";

const headers = { "content-type": "application/x-ndjson", "x-request-id": "1" };

/** A response of two lines, and what became of its source. */
function streamed() {
  const source = { ended: false, canceled: false };
  const lines = ["1\n", "2\n"];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const line = lines.shift();
      if (line) return controller.enqueue(new TextEncoder().encode(line));
      source.ended = true;
      controller.close();
    },
    cancel: () => void (source.canceled = true),
  }, { highWaterMark: 0 });
  return { answer: new Response(body, { headers }), source };
}

/** Whether a promise is settled by now. */
const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  const later = new Promise((resolve) => setTimeout(() => resolve("later"), 20));
  return await Promise.race([promise, later]) !== "later";
};

Deno.test("a stream is sent once it is read to its end", async () => {
  const { answer, source } = streamed();
  const { response, sent } = whenSent(answer);
  assert.equal(await settled(sent), false);
  assert.deepEqual([response.status, response.headers.get("x-request-id")], [200, "1"]);
  assert.equal(await response.text(), "1\n2\n");
  await sent;
  assert.deepEqual(source, { ended: true, canceled: false });
});

Deno.test("a stream is over when the client goes, and its source hears of it", async () => {
  const { answer, source } = streamed();
  const { response, sent } = whenSent(answer);
  await response.body!.cancel();
  await sent;
  assert.equal(source.canceled, true);
});

Deno.test("a stream that fails fails for the client, and is over", async () => {
  const fault = new Error("the database is gone");
  const body = new ReadableStream({ pull: (controller) => controller.error(fault) });
  const { response, sent } = whenSent(new Response(body, { headers }));
  await assert.rejects(response.text(), fault);
  await sent;
});

Deno.test("JSON and answers without a body are sent when they are answered", async () => {
  const json = Response.json({ a: 1 });
  assert.equal(whenSent(json).response, json);
  const problem = new Response("{}", { headers: { "content-type": "application/problem+json" } });
  const none = new Response(null, { status: 204 });
  for (const answer of [json, problem, none]) assert.ok(await settled(whenSent(answer).sent));
});

Deno.test("a server that stops waits for streams that are being read", async () => {
  const { answer } = streamed();
  const { fetch, drain } = drainable(() => answer);
  const response = await fetch(new Request("http://callboard.test"));
  const drained = drain();
  assert.equal(await settled(drained), false);
  assert.equal((await fetch(new Request("http://callboard.test"))).status, 503);
  assert.equal(await response.text(), "1\n2\n");
  await drained;
});
