/** The entry of Cloudflare Workers. Nothing of Deno, of the file system or of the embedded database is in what it imports. */
import { createApp } from "../app.ts";
import { connect, type Database } from "../db/client.ts";
import { readConfiguration } from "./env.ts";

/** What wrangler.toml binds to the Worker. */
export type Bindings = {
  /** The Postgres server, through Cloudflare's pool. */
  HYPERDRIVE: { connectionString: string };
  /** Milliseconds after which a statement is ended; see `readConfiguration`. */
  STATEMENT_TIMEOUT_MS?: string;
};

/** What a request needs of https://developers.cloudflare.com/workers/runtime-apis/context/ */
type Execution = { waitUntil(promise: Promise<unknown>): void; passThroughOnException(): void; props: unknown };

/** What the app is given as its environment: one request's. */
type RequestEnv = { database(): Database };

/** Connections per request at most; a Worker may have six open. */
const connections = 5;

const app = createApp({
  database: (env) => (env as RequestEnv).database(),
  log: (event) => console.log(JSON.stringify(event)),
  // The platform answers for the files of `assets/` and does not ask the Worker: what is asked for here was not deployed.
  assets: () => Promise.resolve(new Response(null, { status: 404 })),
});

/** Connects to the server of these bindings; the first statement opens the connection. */
function open({ HYPERDRIVE, STATEMENT_TIMEOUT_MS }: Bindings): Database {
  const { statementTimeout } = readConfiguration((name) => ({ STATEMENT_TIMEOUT_MS })[name]);
  return connect(HYPERDRIVE.connectionString, { max: connections, statementTimeout, cancels: false });
}

export default {
  /** Sockets belong to the request that opened them: each request connects for itself and closes once it has its answer. */
  async fetch(request: Request, bindings: Bindings, execution: Execution): Promise<Response> {
    let opened: Database | undefined;
    const database = () => opened ??= open(bindings);
    try {
      return await app.fetch(request, { database } satisfies RequestEnv, execution);
    } finally {
      if (opened) execution.waitUntil(opened.close());
    }
  },
};
