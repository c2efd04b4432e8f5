/** Entry point for Cloudflare Workers. Must not import Deno APIs, the file system or PGlite. */
import process from "node:process";
import { createApp } from "../app.ts";
import { connect, type Database } from "../db/client.ts";
import { readConfiguration } from "./env.ts";
import { whenSent } from "./sent.ts";

/** The bindings of wrangler.toml. */
export type Bindings = {
  /** The Postgres server, through Cloudflare's connection pool. */
  HYPERDRIVE: { connectionString: string };
};

/** See https://developers.cloudflare.com/workers/runtime-apis/context/ */
type Execution = {
  waitUntil(promise: Promise<unknown>): void;
  passThroughOnException(): void;
  props: unknown;
};

/** The environment of the app, one per request. */
type RequestEnv = { database(): Database };

/** Connections per request, below Cloudflare's limit of six. */
const maxConnections = 5;

/** The variables of the Worker, available as environment variables. */
const { log, validateResponses, statementTimeout } = readConfiguration((name) => process.env[name]);

const app = createApp({
  database: (env) => (env as RequestEnv).database(),
  log: (event) => {
    if (log) console.log(JSON.stringify(event));
  },
  // The platform serves the deployed files of `assets/`; other paths do not exist.
  assets: () => Promise.resolve(new Response(null, { status: 404 })),
  validateResponses,
});

export default {
  /**
   * A socket belongs to the request that opened it, so each request opens its own connections and
   * closes them once the response is sent.
   */
  fetch(request: Request, { HYPERDRIVE }: Bindings, execution: Execution): Promise<Response> {
    let opened: Database | undefined;
    const database = () =>
      opened ??= connect(HYPERDRIVE.connectionString, {
        poolSize: maxConnections,
        statementTimeout,
        pooling: "transaction",
        slowQuestions: 0,
        watched: false,
      });
    const answered = Promise.resolve(
      app.fetch(request, { database } satisfies RequestEnv, execution),
    ).then(whenSent);
    // Called at once: if the client disconnects, the platform cancels a request, with its open
    // connections, unless `waitUntil` holds it.
    execution.waitUntil(answered.then(({ sent }) => sent).finally(() => opened?.close()));
    return answered.then(({ response }) => response);
  },
};
