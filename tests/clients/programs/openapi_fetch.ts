import createClient from "openapi-fetch";
import type { paths } from "./generated/openapi-typescript.js";
import { check, contacts, eventsOf, filter } from "./readme.js";

export async function run(baseUrl: string, token: string): Promise<void> {
  const api = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } });
  const batch = await api.POST("/v1/batches", { body: { name: "Spring" } });
  if (!batch.data) throw new Error(batch.error.detail);
  const path = { batchId: batch.data.id };
  const added = await api.POST("/v1/batches/{batchId}/calls", { params: { path }, body: contacts });
  if (added.data?.added !== 2) throw new Error(added.error?.detail);
  const page = await api.GET("/v1/batches/{batchId}", {
    params: { path, query: { sortOrder: "asc" } },
  });
  if (!page.data) throw new Error(page.error.detail);
  const callId = page.data.calls[0]!.id;
  const events = eventsOf(path.batchId, callId);
  const recorded = await api.POST("/v1/call-events", { body: { events } });
  if (recorded.data?.recorded !== 2) throw new Error(recorded.error?.detail);
  const completed = await api.GET("/v1/batches/{batchId}", {
    params: { path, query: { filter, include: ["variables", "phoneLogs"] } },
  });
  if (!completed.data) throw new Error(completed.error.detail);
  check(completed.data);
}
