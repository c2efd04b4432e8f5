/** The app with its database, shared by the entry points for `deno run` and `deno serve`. */
import { createApp } from "../app.ts";
import type { Samples } from "../docs/samples.ts";
import { openDatabase } from "./database.ts";
import { type Demo, ensureDemo } from "./demo_data.ts";
import { openControl } from "./control.ts";
import { drainable, type Fetch } from "./drain.ts";
import { diskAssets } from "./disk_assets.ts";
import type { Configuration } from "./env.ts";
import { asksLocally, isLoopback } from "./loopback.ts";

export type Service = {
  fetch: Fetch;
  /** Notes the address, once it is known; returns the message to print. */
  listening(hostname: string, port: number): string;
  /** Rejects new requests and waits for those in flight. */
  drain(): Promise<void>;
  /** Closes the database. */
  close(): Promise<void>;
};

function demoGreeting(origin: string, { token, batchId }: Demo): string {
  return `
Callboard is running on its embedded database, with demo data.
API reference: ${origin}/docs

List the batches:

  curl -H 'Authorization: Bearer ${token}' '${origin}/v1/batches'

List the three longest calls:

  curl -G --data-urlencode 'filter={"callStatus":"completed"}' -d sortBy=callDuration -d limit=3 \\
    -H 'Authorization: Bearer ${token}' '${origin}/v1/batches/${batchId}'
`;
}

const serverGreeting = (origin: string) => `
Callboard is listening on ${origin}
API reference: ${origin}/docs

Create an API key with \`deno task keys create --name <name>\`, then list the batches:

  curl -H 'Authorization: Bearer <token>' '${origin}/v1/batches'
`;

const samplesOf = ({ token, samples }: Demo, withKey: boolean): Samples => ({
  ...(withKey ? { key: token } : {}),
  idsOf: (id) => samples.own[id as keyof typeof samples.own] ?? samples.common,
});

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
  let isLocal = false;
  let demo: Demo | undefined;
  const app = createApp({
    database: () => db,
    log: (event) => {
      if (configuration.log && serving) console.log(JSON.stringify(event));
    },
    assets: diskAssets,
    validateResponses: configuration.validateResponses,
    samples: (request) => demo && samplesOf(demo, isLocal && asksLocally(request)),
  });
  let closeControl = () => Promise.resolve();
  if (!configuration.databaseUrl) {
    demo = await ensureDemo(
      configuration.directory,
      db,
      (path, options) => app.request(path, options),
    );
    closeControl = await openControl(configuration.directory, db);
  }
  serving = true;
  const listening = (hostname: string, port: number) => {
    isLocal = isLoopback(hostname);
    const origin = `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
    return demo ? demoGreeting(origin, demo) : serverGreeting(origin);
  };
  const close = async () => {
    await closeControl();
    await db.close();
  };
  return { ...drainable((request) => app.fetch(request)), listening, close };
}
