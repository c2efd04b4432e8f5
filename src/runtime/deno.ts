/** Entry point for `deno run`: listens on HOST and PORT, and shuts down gracefully. */
import type { Fetch } from "./drain.ts";
import { readConfiguration } from "./env.ts";
import { exitOnError, forceExitAfter, messageOf, shutdownSignal } from "./process.ts";
import { takeNoArguments } from "./cli/command_line.ts";
import { openService } from "./service.ts";

takeNoArguments(`Usage: deno task start

Serves the API on HOST and PORT (127.0.0.1, 8787), on DATABASE_URL or else the embedded database in
CALLBOARD_DIR (.callboard). README.md lists all variables.`);

function listen(fetch: Fetch, hostname: string, port: number): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({ hostname, port, onListen: () => {} }, fetch);
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      throw new Error(`Port ${port} on ${hostname} is in use: set PORT to another port.`);
    }
    throw new Error(
      `The server cannot listen on HOST ${hostname}, PORT ${port}: ${messageOf(error)}`,
    );
  }
}

/**
 * Starts the server; returns a function that stops it. That waits for requests in flight, for at
 * most `drainTimeout`, then closes the database.
 */
async function start(): Promise<() => Promise<void>> {
  const configuration = readConfiguration((name) => Deno.env.get(name));
  const { fetch, listening, drain, close } = await openService(configuration);
  const server = listen(fetch, configuration.host, configuration.port);
  console.log(listening(configuration.host, server.addr.port));
  return async () => {
    forceExitAfter(configuration.drainTimeout);
    await drain();
    await server.shutdown();
    await close();
  };
}

const stop = await exitOnError(start);
await shutdownSignal();
await exitOnError(stop);
Deno.exit(0);
