/** The HTTP listener: Node's server, because Deno's own neither limits nor ends connections. */
import { createServer, type Server } from "node:http";
import { type AddressInfo, Server as NetServer, type Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Fetch } from "./drain.ts";
import { oneAtATime } from "./pipelining.ts";
import { limitUnsent } from "./unsent.ts";

export type ListenerOptions = {
  hostname: string;
  /** 0 for any free port. */
  port: number;
  /** Connections at a time; further ones are refused. */
  maxConnections: number;
  /** Connections at a time of one IPv4 address or one IPv6 /64. */
  maxConnectionsPerAddress: number;
  /** Bytes of responses that clients may leave unread in all; 256 MiB by default. */
  maxUnsent?: number;
};

export type Listener = {
  port: number;
  /** Accepts no more connections, closes idle ones and waits for the others. */
  close(): Promise<void>;
};

/** Milliseconds for a request's headers, from the connection or the first byte on. */
const headersTimeout = 10_000;
/** Milliseconds that a connection may be idle between requests: longer than proxies keep theirs. */
const keepAliveTimeout = 65_000;
/** Milliseconds without a byte in either direction after which a response is given up. */
const idleTimeout = 120_000;
/** Milliseconds between two looks at what has timed out. */
const checkInterval = 2_000;

/** Listens on an address. Rejects with the error of the operating system if that is impossible. */
export async function listen(fetch: Fetch, options: ListenerOptions): Promise<Listener> {
  const { hostname, maxConnections, maxConnectionsPerAddress, maxUnsent = 2 ** 28 } = options;
  const server = createServer({
    headersTimeout,
    keepAliveTimeout,
    requestTimeout: 0, // uploads take what they take; `body_text.ts` limits their pace
    connectionsCheckingInterval: checkInterval,
    noDelay: true,
  }, oneAtATime(getRequestListener(fetch, { overrideGlobalObjects: false })));
  server.timeout = idleTimeout;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, hostname, () => resolve());
  });
  server.removeAllListeners("error");
  const { port } = server.address() as AddressInfo;
  const pause = pauseWhenFull(server, maxConnections, () => server.listen(port, hostname));
  limitAddresses(server, maxConnectionsPerAddress);
  const stopLimit = limitUnsent(server, maxUnsent);
  const close = () => {
    pause.end();
    stopLimit();
    return new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
  };
  return { port, close };
}

/** Milliseconds until the address is tried again, if it is taken when connections are free. */
const listenAgainAfter = 1_000;

/**
 * Stops to listen at `max` connections, so that further ones are refused at once, and listens again
 * when a tenth of them is free. Deno accepts no connection any more once the limit of open files is
 * met, without an error, so that limit must not be met.
 */
function pauseWhenFull(server: Server, max: number, listenAgain: () => void): { end(): void } {
  let [open, accepting, ended] = [0, true, false];
  const resume = () => {
    if (accepting || ended || open > max * 0.9) return;
    accepting = true;
    listenAgain();
  };
  server.on("connection", (socket: Socket) => {
    open++;
    socket.once("close", () => {
      open--;
      resume();
    });
    if (open < max || !accepting) return;
    accepting = false;
    NetServer.prototype.close.call(server); // unlike HTTP's, it keeps idle connections
  });
  server.on("error", () => {
    accepting = false;
    setTimeout(resume, listenAgainAfter);
  });
  return { end: () => ended = true };
}

/** Closes a connection at once when its address already has `max` of them. */
function limitAddresses(server: Server, max: number): void {
  const open = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    const address = addressKey(socket.remoteAddress ?? "");
    const count = (open.get(address) ?? 0) + 1;
    if (count > max) return socket.destroy();
    open.set(address, count);
    socket.once("close", () => {
      const left = open.get(address)! - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}

/** An IPv4 address, also as `::ffff:…`, or the /64 of an IPv6 address, which one user has. */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const groups = (text: string) => text ? text.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(zeros).fill("0"), ...groups(tail ?? "")];
  return all.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(":");
}
