import { client } from "./generated/hey-api/client.gen.js";
import {
  addCalls,
  createBatch,
  getBatch,
  recordCallEvents,
} from "./generated/hey-api/sdk.gen.js";
import { check, contacts, eventsOf, filter } from "./readme.js";

export async function run(baseUrl: string, token: string): Promise<void> {
  client.setConfig({ baseUrl, auth: token, throwOnError: true });
  const options = { throwOnError: true } as const;
  const batch = await createBatch({ ...options, body: { name: "Spring" } });
  const path = { batchId: batch.data.id };
  const added = await addCalls({ ...options, path, body: contacts });
  if (added.data.added !== 2) throw new Error(JSON.stringify(added.data));
  const page = await getBatch({ ...options, path, query: { sortOrder: "asc" } });
  const events = eventsOf(path.batchId, page.data.calls[0]!.id);
  const recorded = await recordCallEvents({ ...options, body: { events } });
  if (recorded.data.recorded !== 2) throw new Error(JSON.stringify(recorded.data));
  const completed = await getBatch({
    ...options,
    path,
    query: { filter, include: ["variables", "phoneLogs"] },
  });
  check(completed.data);
}
