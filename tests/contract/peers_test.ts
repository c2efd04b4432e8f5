/** Programs that others wrote drive the API by openapi.yaml: Redocly's `respect`, and a client of openapi-fetch. */
import assert from "node:assert/strict";
import { runCampaign } from "../../examples/end_to_end.ts";
import { createApp } from "../../src/app.ts";
import { newClient, openDatabase, target } from "../support/client.ts";

async function withServer(work: (origin: string, token: string) => Promise<void>): Promise<void> {
  const db = openDatabase();
  const { token } = await newClient(db);
  const app = createApp({ database: () => db, log() {}, assets: () => assert.fail() });
  const server = target ? undefined : Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
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
    });
    const { success, stdout, stderr } = await command.output();
    const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    assert.ok(success, text.slice(-3000));
    assert.match(text, /6 passed/);
  });
});
