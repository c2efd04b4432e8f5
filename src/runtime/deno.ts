/** The server on Deno, by `deno run`: listens where HOST and PORT say, and ends gracefully. */
import type { Fetch } from "./drain.ts";
import { readConfiguration } from "./env.ts";
import { exitWithin, orExit, signalled } from "./process.ts";
import { openService } from "./service.ts";

function listen(fetch: Fetch, hostname: string, port: number): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({ hostname, port, onListen: () => {} }, fetch);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Error(`Port ${port} of ${hostname} is in use: set PORT to another one.`);
  }
}

/** Starts to serve; gives the way to stop: requests in flight finish, if they do so in time, then the database closes. */
async function start(): Promise<() => Promise<void>> {
  const configuration = readConfiguration((name) => Deno.env.get(name));
  const { fetch, greeting, drain, close } = await openService(configuration);
  const server = listen(fetch, configuration.host, configuration.port);
  console.log(greeting(configuration.host, server.addr.port));
  return async () => {
    exitWithin(configuration.drainTimeout);
    await drain();
    await server.shutdown();
    await close();
  };
}

const stop = await orExit(start);
await signalled();
await orExit(stop);
Deno.exit(0);
