/** Entry point for `deno run`: listens on HOST and PORT, and shuts down gracefully. */
import type { Fetch } from "./drain.ts";
import { type Configuration, readConfiguration } from "./env.ts";
import { fileLimit, openFiles } from "./file_limit.ts";
import { listen, type Listener } from "./listener.ts";
import { takeNoArguments } from "./cli/command_line.ts";
import { exitOnError, forceExitAfter, messageOf, shutdownSignal } from "./process.ts";
import { openService } from "./service.ts";

takeNoArguments(`Usage: deno task start

Serves the API on HOST and PORT (127.0.0.1, 8787), on DATABASE_URL or else the embedded database in
CALLBOARD_DIR (.callboard). README.md lists all variables.`);

/** Files that the process may open later, besides connections of clients and of the database. */
const spareFiles = 60;
/** Connections that are allowed however few files are left. */
const fewestConnections = 16;

/** Listens within the limit of open files: a connection too many is refused, not an error. */
async function open(fetch: Fetch, configuration: Configuration): Promise<Listener> {
  const { host, port, poolSize, slowQuestions } = configuration;
  const files = fileLimit() - openFiles() - poolSize - slowQuestions - spareFiles;
  const maxConnections = Math.min(configuration.maxConnections, Math.max(fewestConnections, files));
  try {
    return await listen(fetch, {
      hostname: host,
      port,
      maxConnections,
      maxConnectionsPerAddress: Math.min(configuration.maxConnectionsPerAddress, maxConnections),
    });
  } catch (error) {
    if ((error as { code?: string }).code === "EADDRINUSE") {
      throw new Error(`Port ${port} on ${host} is in use: set PORT to another port.`);
    }
    throw new Error(`The server cannot listen on HOST ${host}, PORT ${port}: ${messageOf(error)}`);
  }
}

/**
 * Starts the server; returns a function that stops it. That waits for requests in flight, for at
 * most `drainTimeout`, then closes the database.
 */
async function start(): Promise<() => Promise<void>> {
  const configuration = readConfiguration((name) => Deno.env.get(name));
  const { fetch, listening, drain, close } = await openService(configuration);
  const listener = await open(fetch, configuration);
  console.log(listening(configuration.host, listener.port));
  return async () => {
    forceExitAfter(configuration.drainTimeout);
    await drain();
    await listener.close();
    await close();
  };
}

const stop = await exitOnError(start);
await shutdownSignal();
await exitOnError(stop);
Deno.exit(0);
