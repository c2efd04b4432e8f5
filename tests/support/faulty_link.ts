/** One connection through the faulty proxy: two directions, and the place where it is to be cut. */
import net from "node:net";
import { isCancel, isTerminate, MessageStarts } from "./pg_wire.ts";

/** What was seen of a connection. */
export type Seen = {
  /** The client has closed it. */
  ended: boolean;
  /** It closed it with a Terminate message, as it should. */
  terminated: boolean;
  /** How often the client spoke after the server had: it waited for an answer that often. */
  roundTrips: number;
  fromClient: number;
  fromServer: number;
  /** What the client sent, where the proxy keeps it. */
  sent: Uint8Array[];
};

/**
 * With FIN, with RST, or not at all: "hold" leaves it open and nothing more arrives, "lose" keeps
 * the server from learning that the client has gone, too.
 */
export type Ending = "end" | "reset" | "hold" | "lose";

/** After this many bytes from the server, or between two successive messages of these types. */
export type Cut =
  & { how: Ending }
  & ({ after: number } | { between: [before: string, next: string] });

/** What holds for all connections of a proxy, and may change at any time. */
export type Weather = {
  /** Milliseconds that each direction takes. */
  latency: number;
  /** Nothing moves; what was sent arrives later. */
  stalled: boolean;
  /** What is sent is lost, and nobody learns that the other side has gone. */
  swallowing: boolean;
  swallowsCancels: boolean;
  keepsSent: boolean;
};

type Item = { due: number; chunk?: Uint8Array; ending?: Ending };

/** One direction: takes from `source`, passes on to `target` when it is due. */
class Direction {
  private readonly queue: Item[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly source: net.Socket,
    private readonly target: net.Socket,
    private readonly weather: Weather,
    private readonly end: (ending: Ending) => void,
  ) {}

  add(item: Omit<Item, "due">): void {
    this.queue.push({ ...item, due: performance.now() + this.weather.latency });
    this.pump();
  }

  pump(): void {
    clearTimeout(this.timer);
    while (this.queue.length > 0 && !this.weather.stalled) {
      const { due, chunk, ending } = this.queue[0]!;
      const wait = due - performance.now();
      if (wait > 0) {
        this.timer = setTimeout(() => this.pump(), wait);
        return;
      }
      this.queue.shift();
      if (ending) this.end(ending);
      else if (!chunk) this.target.end();
      else if (!this.target.destroyed && !this.target.write(chunk)) {
        this.source.pause();
        this.target.once("drain", () => this.source.resume());
      }
    }
  }

  stop(): void {
    this.queue.length = 0;
    clearTimeout(this.timer);
  }
}

export class Link {
  readonly seen: Seen = {
    ended: false,
    terminated: false,
    roundTrips: 0,
    fromClient: 0,
    fromServer: 0,
    sent: [],
  };
  private readonly starts = new MessageStarts();
  private lastMessage = "";
  private cut: Cut | undefined;
  private armedAt = 0;
  private over = false;
  private lost = false;
  private readonly toServer: Direction;
  private readonly toClient: Direction;

  constructor(
    private readonly client: net.Socket,
    private readonly server: net.Socket,
    private readonly weather: Weather,
    private readonly onCut: () => void,
  ) {
    this.toServer = new Direction(client, server, weather, (ending) => this.close(ending));
    this.toClient = new Direction(server, client, weather, (ending) => this.close(ending));
    let clientSpoke = false;
    client.on("data", (chunk: Uint8Array) => {
      if (weather.swallowsCancels && isCancel(chunk)) return;
      if (!clientSpoke) this.seen.roundTrips++;
      clientSpoke = true;
      this.note(chunk);
      if (!this.lost) this.toServer.add({ chunk });
    });
    server.on("data", (chunk: Uint8Array) => {
      clientSpoke = false;
      if (!this.lost && !this.over) this.fromServer(chunk);
    });
    client.on("end", () => {
      this.seen.ended = true;
      if (!this.lost) this.toServer.add({});
    });
    server.on("end", () => !this.lost && !this.over && this.toClient.add({}));
    client.on("close", () => {
      this.seen.ended = true;
      if (!this.lost) server.destroy();
    });
    client.on("error", () => {}); // "close" follows
    server.on("error", () => !this.lost && this.close("reset"));
  }

  arm(cut: Cut | undefined): void {
    this.cut = cut;
    this.armedAt = this.seen.fromServer;
  }

  /** From now on what either side sends is lost. */
  lose(): void {
    this.lost = true;
  }

  pump(): void {
    this.toServer.pump();
    this.toClient.pump();
  }

  close(ending: Ending): void {
    this.over = true;
    this.toServer.stop();
    this.toClient.stop();
    if (ending === "lose") this.lose();
    if (ending === "hold" || ending === "lose") return;
    this.server.destroy();
    if (ending === "end") this.client.destroySoon();
    else setTimeout(() => this.client.resetAndDestroy(), 5); // what was written before arrives
  }

  /** Closes both sides, whatever the state. */
  destroy(): void {
    this.toServer.stop();
    this.toClient.stop();
    this.client.destroy();
    this.server.destroy();
  }

  private note(chunk: Uint8Array): void {
    this.seen.fromClient += chunk.length;
    this.seen.terminated = isTerminate(chunk);
    if (this.weather.keepsSent) this.seen.sent.push(chunk.slice());
  }

  private fromServer(chunk: Uint8Array): void {
    const place = this.cutPlace(chunk);
    const passed = place === undefined ? chunk : chunk.subarray(0, place);
    this.seen.fromServer += passed.length;
    if (passed.length > 0) this.toClient.add({ chunk: passed });
    if (place === undefined) return;
    this.over = true;
    this.toClient.add({ ending: this.cut!.how });
    this.onCut();
  }

  /** How many bytes of the chunk come before the cut; undefined if it is not in this chunk. */
  private cutPlace(chunk: Uint8Array): number | undefined {
    const { cut } = this;
    let place: number | undefined;
    for (const { type, at } of this.starts.in(chunk)) {
      if (
        cut && "between" in cut && cut.between[0] === this.lastMessage && cut.between[1] === type
      ) place ??= at;
      this.lastMessage = type;
    }
    if (!cut || "between" in cut) return place;
    const left = this.armedAt + cut.after - this.seen.fromServer;
    return left <= chunk.length ? left : undefined;
  }
}
