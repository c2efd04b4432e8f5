/** The server on Deno, by `deno serve` or Deno Deploy, which say where it listens. */
import { readConfiguration } from "./env.ts";
import { exitWithin, orExit, signalled } from "./process.ts";
import { openService } from "./service.ts";

const { configuration, service } = await orExit(async () => {
  const configuration = readConfiguration((name) => Deno.env.get(name));
  return { configuration, service: await openService(configuration) };
});

// `deno serve` hears the signal too and stops to listen; once the answers are sent and the database is closed, nothing keeps the process.
signalled().then(() => {
  exitWithin(configuration.drainTimeout);
  return orExit(() => service.drain().then(service.close));
});

export default {
  fetch: service.fetch,
  onListen: (address) => {
    if (address.transport === "tcp") console.log(service.greeting(address.hostname, address.port));
  },
} satisfies Deno.ServeDefaultExport;
