/** A TCP proxy to Postgres that injects the faults of a network and records what clients do. */
import net from "node:net";
import { freePort } from "./cluster_keeper.ts";
import { type Cut, type Ending, Link, type Seen, type Weather } from "./faulty_link.ts";

export type { Cut, Seen } from "./faulty_link.ts";

export type ProxyOptions = {
  /** Milliseconds that a new connection takes. */
  slowness?: number;
  /** Cancel requests are neither passed on nor answered. */
  swallowsCancels?: boolean;
  /** Keep what clients send, for a look at it. */
  keepsSent?: boolean;
};

export class FaultyProxy {
  readonly url: string;
  /** Every connection there was. */
  readonly connections: Seen[] = [];
  private readonly port = freePort();
  private readonly upstream: { host: string; port: number };
  private readonly links = new Set<Link>();
  private readonly weather: Weather;
  private server: net.Server | undefined;
  private hangingUp = false;
  private cuts: { next(): Cut; once: boolean; fired(): void } | undefined;

  constructor(databaseUrl: string, private readonly options: ProxyOptions = {}) {
    const url = new URL(databaseUrl);
    this.upstream = { host: url.hostname, port: Number(url.port || 5432) };
    url.hostname = "127.0.0.1";
    url.port = String(this.port);
    this.url = url.href;
    const { swallowsCancels = false, keepsSent = false } = options;
    this.weather = { latency: 0, stalled: false, swallowing: false, swallowsCancels, keepsSent };
    this.accept();
  }

  /** Listens, again after `refuse`. */
  accept(): void {
    this.server = net.createServer(
      { allowHalfOpen: true, noDelay: true },
      (client) => this.take(client),
    );
    this.server.listen(this.port, "127.0.0.1");
  }

  /** New connections are refused; those that are open stay. */
  refuse(): void {
    this.server?.close();
    this.server = undefined;
  }

  /** Accepts new connections and closes them at once, as a load balancer without a backend does. */
  hangUp(on: boolean): void {
    this.hangingUp = on;
  }

  /** Each direction takes this many milliseconds. */
  delay(milliseconds: number): void {
    this.weather.latency = milliseconds;
  }

  /** Nothing moves, in either direction; once it does again, all that was sent arrives. */
  stall(on: boolean): void {
    this.weather.stalled = on;
    if (!on) { for (const link of this.links) link.pump(); }
  }

  /**
   * A black hole: what is sent is lost. Open connections stay open and dead for good, as behind a
   * firewall that has forgotten them. New ones are accepted and never answered until it is over.
   * The server does not learn that its clients have gone.
   */
  swallow(on: boolean): void {
    this.weather.swallowing = on;
    if (on) { for (const link of this.links) link.lose(); }
  }

  /** Cuts every open connection. */
  cutAll(how: Ending): void {
    for (const link of this.links) link.close(how);
  }

  /** Cuts the one connection that first comes to the place; resolves when that is done. */
  cutNext(cut: Cut): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.arm({ next: () => cut, once: true, fired: resolve });
    return promise;
  }

  /** Cuts every connection, open or to come, each at its own place; undefined ends that. */
  cutEach(next: (() => Cut) | undefined): void {
    this.arm(next && { next, once: false, fired: () => {} });
  }

  /** Connections that the client has not closed. */
  get open(): number {
    return this.connections.filter(({ ended }) => !ended).length;
  }

  get roundTrips(): number {
    return this.connections.reduce((sum, { roundTrips }) => sum + roundTrips, 0);
  }

  close(): void {
    this.refuse();
    for (const link of this.links) link.destroy();
  }

  private arm(cuts: typeof this.cuts): void {
    this.cuts = cuts;
    for (const link of this.links) link.arm(cuts?.next());
  }

  private async take(client: net.Socket): Promise<void> {
    if (this.options.slowness) {
      await new Promise((resolve) => setTimeout(resolve, this.options.slowness));
    }
    if (this.hangingUp) return client.destroySoon();
    const server = new net.Socket({ allowHalfOpen: true });
    server.setNoDelay(true);
    const link = new Link(client, server, this.weather, () => {
      const fired = this.cuts?.fired;
      if (this.cuts?.once) this.arm(undefined);
      fired?.();
    });
    this.links.add(link);
    this.connections.push(link.seen);
    link.arm(this.cuts?.next());
    client.on("close", () => this.links.delete(link));
    if (this.weather.swallowing) link.lose();
    else server.connect(this.upstream);
  }
}
