/** The demo of the embedded database: its key, its campaign and the samples of the reference. */
import type { Database } from "../db/client.ts";
import { scopes } from "../domain/caller.ts";
import { createApiKey, createWorkspace } from "../keys/api_keys.ts";
import { loadDemo, type SendRequest } from "./cli/demo.ts";
import { type DemoSamples, ensureSamples } from "./demo_samples.ts";

export type Demo = { token: string; batchId: string; samples: DemoSamples };

type Request = (path: string, options: RequestInit) => Response | Promise<Response>;

/** Sends requests to the app with the demo's key. */
function senders(request: Request, token: string) {
  const answer = (method: string, path: string, body?: unknown) =>
    request(path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const send: SendRequest = async (method, path, body) => {
    const response = await answer(method, path, body);
    if (!response.ok) {
      throw new Error(`the demo data could not be loaded: ${await response.text()}`);
    }
    return await response.json();
  };
  const exists = async (path: string) => (await answer("GET", path)).ok;
  return { send, exists };
}

/**
 * Returns the demo, whose key and ids are in `demo.json` of `directory`. Creates it at the first
 * start, and samples that are missing or were deleted at each. There is none any more once its key
 * is revoked. Throws an Error if the API rejects the demo's data.
 */
export async function ensureDemo(
  directory: string,
  db: Database,
  request: Request,
): Promise<Demo | undefined> {
  const path = `${directory}/demo.json`;
  const text = await Deno.readTextFile(path).catch(() => undefined);
  const saved: Partial<Demo> = text === undefined ? {} : JSON.parse(text);
  const token = saved.token ?? await createDemoKey(db);
  const { send, exists } = senders(request, token);
  if (!await exists("/v1/batches?limit=1")) return undefined;
  const own = await ensureSamples(saved.samples?.own ?? {}, send, exists);
  // The newest batch, which lists show first.
  const batchId = saved.batchId ?? await loadDemo(send);
  const common = saved.samples?.common ?? await showable(batchId, send);
  const demo = { token, batchId, samples: { common, own } };
  const now = JSON.stringify(demo);
  if (now !== text) await Deno.writeTextFile(path, now, { mode: 0o600 });
  return demo;
}

async function createDemoKey(db: Database): Promise<string> {
  const workspaceId = await createWorkspace(db, "demo");
  return (await createApiKey(db, { workspaceId, name: "demo", scopes: [...scopes] })).token;
}

/** The demo campaign with a call that has attempts, a recording and a transcript. */
async function showable(batchId: string, send: SendRequest) {
  const filter = encodeURIComponent('{"callStatus":"completed","attempts":{"$gt":1}}');
  const path = `/v1/batches/${batchId}?limit=1&include=&filter=${filter}`;
  const { calls } = await send("GET", path, undefined);
  return { batchId, callId: calls[0]!.id };
}
