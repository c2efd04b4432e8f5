/** The server on Deno: configuration, database, demo, and a graceful end. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { type AppEnv, createApp } from "../app.ts";
import type { Database } from "../db/client.ts";
import { scopes } from "../domain/caller.ts";
import { createApiKey, createWorkspace } from "../queries/api_keys.ts";
import { openDatabase } from "./database.ts";
import { loadDemo } from "./demo.ts";
import { drainable, type Fetch } from "./drain.ts";
import { diskAssets } from "./disk_assets.ts";
import { type Configuration, readConfiguration } from "./env.ts";

type App = OpenAPIHono<AppEnv>;

/** The demo key and batch of the embedded database; made at the first start, kept in its directory. */
async function demo(configuration: Configuration, db: Database, app: App): Promise<{ token: string; batchId: string }> {
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
  const query = `filter=${encodeURIComponent('{"callStatus":"completed"}')}&sortBy=callDuration&limit=3`;
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

function listen(fetch: Fetch, hostname: string, port: number): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({ hostname, port, onListen: () => {} }, fetch);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Error(`Port ${port} of ${hostname} is in use: set PORT to another one.`);
  }
}

/** Starts to serve; gives the way to stop: requests in flight finish, then the database closes. */
async function start(configuration: Configuration): Promise<() => Promise<void>> {
  const { statementTimeout, poolSize: max, validateResponses, host, port } = configuration;
  const db = await openDatabase(configuration, { statementTimeout, max });
  let listening = false;
  const app = createApp({
    database: () => db,
    log: (event) => {
      if (configuration.log && listening) console.log(JSON.stringify(event));
    },
    assets: diskAssets,
    validateResponses,
  });
  const shown = configuration.databaseUrl ? undefined : await demo(configuration, db, app);
  listening = true;
  const { fetch, drain } = drainable((request) => app.fetch(request));
  const server = listen(fetch, host, port);
  const origin = `http://${host.includes(":") ? `[${host}]` : host}:${server.addr.port}`;
  console.log(shown ? welcome(origin, shown) : ready(origin));
  return async () => {
    await drain();
    await server.shutdown();
    await db.close();
  };
}

try {
  const stop = await start(readConfiguration((name) => Deno.env.get(name)));
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => {
      if (stopping) return; // a terminal's Ctrl+C comes twice: from the terminal and from `deno task`
      stopping = true;
      stop().then(() => Deno.exit(0), () => Deno.exit(1));
    });
  }
} catch (error) {
  console.error((error as Error).message);
  Deno.exit(1);
}
