/** Third-party clients of openapi.yaml: Redocly's `respect`, Stoplight's Prism, openapi-fetch. */
import assert from "node:assert/strict";
import { runCampaign } from "../../examples/end_to_end.ts";
import { createApp } from "../../src/app.ts";
import { newClient, openDatabase, target } from "../support/client.ts";
import type { Node } from "../support/oracle.ts";
import { startPrism, whyNoPrism } from "../support/prism.ts";

async function withServer(work: (origin: string, token: string) => Promise<void>): Promise<void> {
  const db = openDatabase();
  const { token } = await newClient(db);
  const app = createApp({ database: () => db, log() {}, assets: () => assert.fail() });
  const server = target
    ? undefined
    : Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
  try {
    await work(target ?? `http://127.0.0.1:${server!.addr.port}`, token);
  } finally {
    await server?.shutdown();
    await db.close();
  }
}

Deno.test("a client generated from openapi.yaml runs a campaign", async () => {
  await withServer(async (origin, token) => {
    const counts = await runCampaign(origin, token);
    assert.deepEqual([counts.completed, counts.queued], [1, 1]);
  });
});

Deno.test("Redocly respect runs the Arazzo workflow", async () => {
  await withServer(async (origin, token) => {
    const workflow = new URL("workflow.arazzo.yaml", import.meta.url).pathname;
    const command = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "--no-lock",
        "npm:@redocly/cli@2.77.0",
        "respect",
        workflow,
        "--server",
        `callboard=${origin}`,
        "--input",
        `token=${token}`,
      ],
      env: { REDOCLY_TELEMETRY: "off", NO_COLOR: "1" },
      stdout: "piped",
      stderr: "null",
    });
    const child = command.spawn();
    let said = "";
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      said += text;
      if (!/Checks: .* total/.test(said)) continue;
      child.kill(); // else it waits half a minute for its connections to close
      break;
    }
    await child.status;
    assert.match(said, /Steps: 6 passed, 6 total/, said.slice(-3000));
    assert.match(said, /Checks: (\d+) passed, \1 total/, said.slice(-3000));
  });
});

/** A reverse proxy that records requests and may change responses. */
function relay(origin: string, change: { answer?: (body: Node) => void }) {
  let requests = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    requests++;
    const { pathname, search } = new URL(request.url);
    const answer = await fetch(new Request(origin + pathname + search, request));
    const body = await answer.json();
    change.answer?.(body);
    const headers = new Headers(answer.headers);
    for (const name of ["content-encoding", "content-length", "transfer-encoding"]) {
      headers.delete(name); // of its old form
    }
    return Response.json(body, { status: answer.status, headers });
  });
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    count: () => requests,
    stop: () => server.shutdown(),
  };
}

/** Violations: a required member is missing, one is undeclared, one has an unknown value. */
const violations: ((body: Node) => void)[] = [
  (body) => delete body.counts,
  (body) => (body.surplus = 1),
  (body) => body.calls && (body.calls[0].callStatus = "done"),
];

const noPrism = await whyNoPrism();
if (noPrism) {
  console.log(`SKIPPED: a campaign through Prism, because Prism cannot be downloaded (${noPrism})`);
}

Deno.test({
  name: "Prism reports only planted violations",
  ignore: noPrism !== undefined,
  fn: async () => {
    await withServer(async (origin, token) => {
      const change: Parameters<typeof relay>[1] = {};
      const server = relay(origin, change);
      const proxy = await startPrism(server.origin);
      try {
        assert.deepEqual((await runCampaign(proxy.origin, token)).completed, 1);
        assert.equal(server.count(), 7);
        for (const answer of violations) {
          change.answer = answer;
          await assert.rejects(
            runCampaign(proxy.origin, token),
            /Your request\/response is not valid/,
          );
        }
      } finally {
        await proxy.stop();
        await server.stop();
      }
    });
  },
});
