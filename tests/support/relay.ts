/** The faulty proxy as a plain relay that records what a client does and may go away. */
import { FaultyProxy, type ProxyOptions, type Seen } from "./faulty_proxy.ts";

export type { Seen };
export type Trouble = Pick<ProxyOptions, "slowness" | "swallowsCancels">;
export type Relay = {
  url: string;
  connections: Seen[];
  /** Closes all connections and rejects new ones until `resume`. */
  stop(): void;
  resume(): void;
};

/** Stands between a client and the server of `databaseUrl`, and makes trouble. */
export function relay(databaseUrl: string, trouble: Trouble = {}): Relay {
  const proxy = new FaultyProxy(databaseUrl, trouble);
  return {
    url: proxy.url,
    connections: proxy.connections,
    stop: () => proxy.close(),
    resume: () => proxy.accept(),
  };
}
