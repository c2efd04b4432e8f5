/** The entry of Cloudflare Workers. Nothing of Deno, of the file system or of the embedded database is in what it imports. */
import process from "node:process";
import { createApp } from "../app.ts";
import { connect, type Database } from "../db/client.ts";
import { readConfiguration } from "./env.ts";
import { whenSent } from "./sent.ts";

/** What wrangler.toml binds to the Worker. */
export type Bindings = {
  /** The Postgres server, through Cloudflare's pool. */
  HYPERDRIVE: { connectionString: string };
};

/** What a request needs of https://developers.cloudflare.com/workers/runtime-apis/context/ */
type Execution = { waitUntil(promise: Promise<unknown>): void; passThroughOnException(): void; props: unknown };

/** What the app is given as its environment: one request's. */
type RequestEnv = { database(): Database };

/** Connections per request at most; a Worker may have six open. */
const connections = 5;

/** The Worker's variables, which its process has as environment. */
const { log, validateResponses, statementTimeout } = readConfiguration((name) => process.env[name]);

const app = createApp({
  database: (env) => (env as RequestEnv).database(),
  log: (event) => {
    if (log) console.log(JSON.stringify(event));
  },
  // The platform answers for the files of `assets/` and does not ask the Worker: what is asked for here was not deployed.
  assets: () => Promise.resolve(new Response(null, { status: 404 })),
  validateResponses,
});

export default {
  /** Sockets belong to the request that opened them: each request connects for itself and closes once its answer is sent. */
  fetch(request: Request, { HYPERDRIVE }: Bindings, execution: Execution): Promise<Response> {
    let opened: Database | undefined;
    const database = () =>
      opened ??= connect(HYPERDRIVE.connectionString, { max: connections, statementTimeout, long: 0 });
    const answered = Promise.resolve(app.fetch(request, { database } satisfies RequestEnv, execution))
      .then(whenSent);
    // From the start: when the client goes, the platform drops a request, and its connections, unless something waits for it.
    execution.waitUntil(answered.then(({ sent }) => sent).finally(() => opened?.close()));
    return answered.then(({ response }) => response);
  },
};
