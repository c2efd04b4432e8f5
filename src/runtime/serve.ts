/** Entry point for `deno serve` and Deno Deploy, which choose the address. */
import { readConfiguration } from "./env.ts";
import { exitOnError, forceExitAfter, shutdownSignal } from "./process.ts";
import { openService } from "./service.ts";

const { configuration, service } = await exitOnError(async () => {
  const configuration = readConfiguration((name) => Deno.env.get(name));
  return { configuration, service: await openService(configuration) };
});

// `deno serve` also handles the signal and stops listening. The process ends once the responses are
// sent and the database is closed.
shutdownSignal().then(() => {
  forceExitAfter(configuration.drainTimeout);
  return exitOnError(() => service.drain().then(service.close));
});

export default {
  fetch: service.fetch,
  onListen: (address) => {
    if (address.transport === "tcp") console.log(service.listening(address.hostname, address.port));
  },
} satisfies Deno.ServeDefaultExport;
