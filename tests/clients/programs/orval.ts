import { addCalls, createBatch, getBatch, recordCallEvents } from "./generated/orval.js";
import { check, contacts, eventsOf, filter } from "./readme.js";

export async function run(baseUrl: string, token: string): Promise<void> {
  const send = globalThis.fetch;
  // Its functions request paths of the page's own origin.
  globalThis.fetch = (path, options) => send(new URL(String(path), baseUrl), options);
  const key = { headers: { authorization: `Bearer ${token}` } };
  try {
    const batch = await createBatch({ name: "Spring" }, key);
    if (batch.status !== 201) throw new Error(batch.data.detail);
    const { id } = batch.data;
    // The operation takes several media types: it leaves the choice to its caller.
    const asJson = { headers: { ...key.headers, "content-type": "application/json" } };
    const added = await addCalls(id, contacts, {}, asJson);
    if (added.status !== 201 || added.data.added !== 2) throw new Error(JSON.stringify(added.data));
    const page = await getBatch(id, { sortOrder: "asc" }, key);
    if (page.status !== 200) throw new Error(page.data.detail);
    const events = eventsOf(id, page.data.calls[0]!.id);
    const recorded = await recordCallEvents({ events }, key);
    if (recorded.status !== 200 || recorded.data.recorded !== 2) {
      throw new Error(JSON.stringify(recorded.data));
    }
    const include = ["variables" as const, "phoneLogs" as const];
    const completed = await getBatch(id, { filter, include }, key);
    if (completed.status !== 200) throw new Error(completed.data.detail);
    check(completed.data);
  } finally {
    globalThis.fetch = send;
  }
}
