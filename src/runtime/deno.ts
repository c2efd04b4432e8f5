/** Entry point for `deno run`: listens on HOST and PORT, and shuts down gracefully. */
import type { Fetch } from "./drain.ts";
import { readConfiguration } from "./env.ts";
import { exitOnError, forceExitAfter, shutdownSignal } from "./process.ts";
import { openService } from "./service.ts";

function listen(fetch: Fetch, hostname: string, port: number): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({ hostname, port, onListen: () => {} }, fetch);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Error(`Port ${port} on ${hostname} is in use: set PORT to another port.`);
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
