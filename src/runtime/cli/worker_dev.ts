/** `deno task worker:dev`: runs the Worker locally in workerd, on DATABASE_URL or PGlite. */
import type { Database } from "../../db/client.ts";
import { scopes } from "../../domain/caller.ts";
import { createApiKey, createWorkspace, findWorkspace, revokeApiKey } from "../../keys/api_keys.ts";
import { openDatabase } from "../database.ts";
import { type EmbeddedDatabase, startEmbedded } from "../embedded.ts";
import { type Configuration, readConfiguration } from "../env.ts";
import { parse, runCommand } from "./command_line.ts";
import { migrate } from "./migrate.ts";

const wrangler = ["run", "-A", "--no-lock", "--node-modules-dir=auto", "npm:wrangler@4.116.0"];

/** wrangler requires a password in the URL, even if the server does not. */
function withPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.password ||= "none";
  return url.href;
}

/** Starts `wrangler dev`, which rebuilds on changes, with a database for the Hyperdrive binding. */
function startWrangler(configuration: Configuration, databaseUrl: string): Deno.ChildProcess {
  const { host, port, statementTimeout, log, validateResponses } = configuration;
  const listen = ["--ip", host, "--port", String(port), "--show-interactive-dev-session=false"];
  const variables = [
    `STATEMENT_TIMEOUT_MS:${statementTimeout}`,
    `LOG:${log}`,
    `VALIDATE_RESPONSES:${validateResponses}`,
  ];
  return new Deno.Command(Deno.execPath(), {
    args: [...wrangler, "dev", ...listen, ...variables.flatMap((variable) => ["--var", variable])],
    cwd: new URL("../../../", import.meta.url),
    env: {
      CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: withPassword(databaseUrl),
      CLOUDFLARE_CF_FETCH_ENABLED: "false", // otherwise it fetches the location from Cloudflare
      WRANGLER_SEND_METRICS: "false",
    },
    stdin: "null",
    stdout: "piped",
  }).spawn();
}

/** Creates a key, in the demo workspace if there is one. `serve` revokes it at the end. */
async function sessionKey(db: Database): Promise<{ id: string; token: string }> {
  const found = await findWorkspace(db, "demo") ?? await findWorkspace(db, "default");
  const workspaceId = found ?? await createWorkspace(db, "default");
  return await createApiKey(db, { workspaceId, name: "worker:dev", scopes: [...scopes] });
}

const greeting = (origin: string, token: string) => `
Callboard is running in workerd.
API reference: ${origin}/docs

List the batches (the key is valid until the Worker stops):

  curl -H 'Authorization: Bearer ${token}' '${origin}/v1/batches'
`;

/** Copies wrangler's output to stdout, and prints the greeting once the address is known. */
async function follow(output: ReadableStream<Uint8Array>, token: string): Promise<void> {
  let received = "";
  let greeted = false;
  for await (const text of output.pipeThrough(new TextDecoderStream())) {
    await Deno.stdout.write(new TextEncoder().encode(text));
    if (greeted) continue;
    received += text;
    const origin = /Ready on (http:\/\/[\w.:[\]-]+)/.exec(received)?.[1];
    if (!origin) continue;
    greeted = true;
    console.log(greeting(origin, token));
  }
}

/** Serves until a signal arrives or wrangler exits; returns the exit code. */
async function serve(configuration: Configuration, databaseUrl: string): Promise<number> {
  const db = await openDatabase({ ...configuration, databaseUrl }, { poolSize: 1, watched: false });
  const key = await sessionKey(db);
  const worker = startWrangler(configuration, databaseUrl);
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => {
      if (!stopping) worker.kill("SIGTERM");
      stopping = true;
    });
  }
  try {
    const [{ code }] = await Promise.all([worker.status, follow(worker.stdout, key.token)]);
    return stopping ? 0 : code;
  } finally {
    await revokeApiKey(db, key.id);
    await db.close();
  }
}

const usage = `Usage: deno task worker:dev

Runs the Worker in workerd on HOST and PORT, on DATABASE_URL or else the embedded database in
CALLBOARD_DIR. Further variables: STATEMENT_TIMEOUT_MS, LOG, VALIDATE_RESPONSES.`;

async function main(args: string[]): Promise<number> {
  parse(args, {});
  const configuration = readConfiguration((name) => Deno.env.get(name));
  let embedded: EmbeddedDatabase | undefined;
  if (!configuration.databaseUrl) {
    embedded = await startEmbedded(configuration.directory);
    await migrate({ url: embedded.url });
  }
  try {
    return await serve(configuration, configuration.databaseUrl ?? embedded!.url);
  } finally {
    await embedded?.stop();
  }
}

await runCommand(usage, main);
