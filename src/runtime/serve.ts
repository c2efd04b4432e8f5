/** The server on Deno, by `deno serve` or Deno Deploy, which say where it listens. */
import { readConfiguration } from "./env.ts";
import { orExit, signalled } from "./process.ts";
import { openService } from "./service.ts";

const { fetch, greeting, drain, close } = await orExit(() =>
  openService(readConfiguration((name) => Deno.env.get(name)))
);

// `deno serve` hears the signal too and stops to listen; once the answers are sent and the database is closed, nothing keeps the process.
signalled().then(drain).then(close).catch(() => Deno.exit(1));

export default {
  fetch,
  onListen: (address) => {
    if (address.transport === "tcp") console.log(greeting(address.hostname, address.port));
  },
} satisfies Deno.ServeDefaultExport;
