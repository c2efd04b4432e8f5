/** The app with its database, shared by the entry points for `deno run` and `deno serve`. */
import { createApp } from "../app.ts";
import type { Database } from "../db/client.ts";
import { scopes } from "../domain/caller.ts";
import { createApiKey, createWorkspace } from "../keys/api_keys.ts";
import { openDatabase } from "./database.ts";
import { loadDemo } from "./cli/demo.ts";
import { drainable, type Fetch } from "./drain.ts";
import { diskAssets } from "./disk_assets.ts";
import type { Configuration } from "./env.ts";

type App = ReturnType<typeof createApp>;

export type Service = {
  fetch: Fetch;
  /** The message to print once the address is known. */
  greeting(hostname: string, port: number): string;
  /** Rejects new requests and waits for those in flight. */
  drain(): Promise<void>;
  /** Closes the database. */
  close(): Promise<void>;
};

/** Returns the demo key and batch of the embedded database; creates them at the first start. */
async function ensureDemo(
  configuration: Configuration,
  db: Database,
  app: App,
): Promise<{ token: string; batchId: string }> {
  const path = `${configuration.directory}/demo.json`;
  const saved = await Deno.readTextFile(path).catch(() => undefined);
  if (saved) return JSON.parse(saved);
  const workspaceId = await createWorkspace(db, "demo");
  const { token } = await createApiKey(db, { workspaceId, name: "demo", scopes: [...scopes] });
  const batchId = await loadDemo(async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await app.request(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new Error(`the demo data could not be loaded: ${await response.text()}`);
    }
    return await response.json();
  });
  await Deno.writeTextFile(path, JSON.stringify({ token, batchId }), { mode: 0o600 });
  return { token, batchId };
}

function demoGreeting(
  origin: string,
  { token, batchId }: { token: string; batchId: string },
): string {
  const query = `filter=${
    encodeURIComponent('{"callStatus":"completed"}')
  }&sortBy=callDuration&limit=3`;
  return `
Callboard is running on its embedded database, with demo data.
API reference: ${origin}/docs

List the batches:

  curl -H 'Authorization: Bearer ${token}' '${origin}/v1/batches'

List the three longest calls:

  curl -H 'Authorization: Bearer ${token}' '${origin}/v1/batches/${batchId}?${query}'
`;
}

const serverGreeting = (origin: string) => `
Callboard is listening on ${origin}
API reference: ${origin}/docs

Create an API key with \`deno task keys create --name <name>\`, then list the batches:

  curl -H 'Authorization: Bearer <token>' '${origin}/v1/batches'
`;

/** Opens the database and creates the app. Throws an Error for the operator, see `openDatabase`. */
export async function openService(configuration: Configuration): Promise<Service> {
  const { statementTimeout, poolSize, slowQuestions, slowQuestionsPerWorkspace } = configuration;
  const db = await openDatabase(configuration, {
    statementTimeout,
    poolSize,
    slowQuestions,
    slowQuestionsPerWorkspace,
  });
  let serving = false;
  const app = createApp({
    database: () => db,
    log: (event) => {
      if (configuration.log && serving) console.log(JSON.stringify(event));
    },
    assets: diskAssets,
    validateResponses: configuration.validateResponses,
  });
  const demo = configuration.databaseUrl ? undefined : await ensureDemo(configuration, db, app);
  serving = true;
  const greeting = (hostname: string, port: number) => {
    const origin = `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
    return demo ? demoGreeting(origin, demo) : serverGreeting(origin);
  };
  return { ...drainable((request) => app.fetch(request)), greeting, close: () => db.close() };
}
