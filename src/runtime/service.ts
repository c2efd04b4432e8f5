/** The app on Deno with its database, ready to be served: what `deno run` and `deno serve` share. */
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
  /** What to tell people once it is known where the service listens. */
  greeting(hostname: string, port: number): string;
  /** Waits for the requests in flight and rejects new ones. */
  drain(): Promise<void>;
  /** Closes the database. */
  close(): Promise<void>;
};

/** The demo key and batch of the embedded database; made at the first start, kept in its directory. */
async function demo(
  configuration: Configuration,
  db: Database,
  app: App,
): Promise<{ token: string; batchId: string }> {
  const path = `${configuration.directory}/demo.json`;
  const kept = await Deno.readTextFile(path).catch(() => undefined);
  if (kept) return JSON.parse(kept);
  const workspaceId = await createWorkspace(db, "demo");
  const { token } = await createApiKey(db, { workspaceId, name: "demo", scopes: [...scopes] });
  const batchId = await loadDemo(async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await app.request(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the demo data could not be loaded: ${await answer.text()}`);
    return await answer.json();
  });
  await Deno.writeTextFile(path, JSON.stringify({ token, batchId }), { mode: 0o600 });
  return { token, batchId };
}

function welcome(origin: string, { token, batchId }: { token: string; batchId: string }): string {
  const query = `filter=${
    encodeURIComponent('{"callStatus":"completed"}')
  }&sortBy=callDuration&limit=3`;
  return `
Callboard runs with demo data in its embedded database. The reference, to try things out: ${origin}/docs
Paste this for a first answer:

  curl -H 'Authorization: Bearer ${token}' '${origin}/v1/batches'

and this for the three longest calls:

  curl -H 'Authorization: Bearer ${token}' '${origin}/v1/batches/${batchId}?${query}'
`;
}

const ready = (origin: string) => `
Callboard listens on ${origin}. The reference: ${origin}/docs
Make an API key with \`deno task keys create --name <name>\`, then:

  curl -H 'Authorization: Bearer <token>' '${origin}/v1/batches'
`;

/** Opens the database and sets up the app. */
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
  const shown = configuration.databaseUrl ? undefined : await demo(configuration, db, app);
  serving = true;
  const greeting = (hostname: string, port: number) => {
    const origin = `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
    return shown ? welcome(origin, shown) : ready(origin);
  };
  return { ...drainable((request) => app.fetch(request)), greeting, close: () => db.close() };
}
