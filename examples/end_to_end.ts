/**
 * A campaign from its creation to its result, with client types generated from openapi.yaml
 * (openapi-typescript, openapi-fetch):
 * `CALLBOARD_URL=… CALLBOARD_TOKEN=… deno run -A examples/end_to_end.ts`.
 */
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./openapi.d.ts";

/** Runs the campaign on a server; returns the batch's counts. Throws on an unexpected response. */
export async function runCampaign(
  baseUrl: string,
  token: string,
  send: (request: Request) => Promise<Response> = fetch,
) {
  const api = createClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${token}` },
    fetch: send,
  });
  const created = await api.POST("/v1/batches", {
    body: { name: "End to end", retry: { maxAttempts: 2, delaySeconds: 60, on: ["busy"] } },
  });
  assert.ok(created.data, created.error?.detail);
  const path = { batchId: created.data.id };
  const contacts = [{ phoneNumber: "+12025550142", firstName: "Ada" }, {
    phoneNumber: "+12025550143",
    firstName: "Grace",
  }];
  const added = await api.POST("/v1/batches/{batchId}/calls", { params: { path }, body: contacts });
  assert.equal(added.data?.added, 2, added.error?.detail);

  const queued = await api.GET("/v1/batches/{batchId}", {
    params: { path, query: { sortOrder: "asc", include: ["variables"] } },
  });
  assert.ok(queued.data, queued.error?.detail);
  const [ada, grace] = queued.data.calls.map(({ id }) => ({ batchId: path.batchId, callId: id }));
  const recorded = await api.POST("/v1/call-events", {
    body: {
      events: [
        {
          ...ada!,
          id: "1",
          type: "answered",
          at: "2026-03-01T14:00:10Z",
        },
        {
          ...ada!,
          id: "2",
          type: "completed",
          at: "2026-03-01T14:01:00Z",
        },
        {
          ...grace!,
          id: "3",
          type: "busy",
          at: "2026-03-01T14:00:05Z",
        },
      ],
    },
  });
  assert.deepEqual(recorded.data, { recorded: 3, duplicates: 0 }, recorded.error?.detail);

  const completed = await api.GET("/v1/batches/{batchId}", {
    params: { path, query: { filter: '{"callStatus":"completed"}', limit: 1 } },
  });
  assert.equal(completed.data?.total, 1, completed.error?.detail);
  assert.equal(completed.data.calls[0]?.callDuration, 50);
  const retried = await api.GET("/v1/batches/{batchId}/calls/{callId}", {
    params: { path: grace! },
  });
  assert.equal(retried.data?.callStatus, "queued");
  assert.equal(retried.data.nextAttemptAt, "2026-03-01T14:01:05.000Z");
  const invalid = await api.GET("/v1/batches/{batchId}", {
    params: { path, query: { filter: '{"$where":1}' } },
  });
  assert.equal(invalid.error?.status, 400);
  return completed.data.counts;
}

if (import.meta.main) {
  const [origin, token] = [
    Deno.env.get("CALLBOARD_URL") ?? "http://127.0.0.1:8787",
    Deno.env.get("CALLBOARD_TOKEN"),
  ];
  if (!token) throw new Error("Set CALLBOARD_TOKEN to an API key.");
  console.log(await runCampaign(origin, token));
}
