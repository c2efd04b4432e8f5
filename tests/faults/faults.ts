/** The faults of the database and of the network: how each begins and how it is lifted. */
import type { Cluster } from "../support/cluster.ts";
import { exhaust } from "../support/exhaust.ts";
import type { Cut, FaultyProxy } from "../support/faulty_proxy.ts";
import { randomNumbers } from "./http.ts";
import type { Goals } from "./measure.ts";

export type Place = { cluster: Cluster; proxy: FaultyProxy };
export type Fault = {
  name: string;
  /** Whether the server connects to the cluster itself or through the proxy. */
  via: "cluster" | "proxy";
  /** Only with `--long`. */
  long?: true;
  /** It needs a small disk to fill. */
  fillsDisk?: true;
  /** It is over by itself. */
  momentary?: true;
  goals?: Partial<Goals>;
  /** Common connections; 10 by default. */
  poolSize?: number;
  /** Brings it about; gives the way to lift it, which ends when the database is back. */
  begin(place: Place): Promise<() => Promise<void>>;
};

export const seed = Number(Deno.env.get("FAULTS_SEED") || Math.floor(Math.random() * 2 ** 31));

/** Any byte of a handshake and of some answers; half of the cuts are resets. */
function cuts(): () => Cut {
  const random = randomNumbers(seed);
  return () => ({ how: random() < 0.5 ? "end" : "reset", after: Math.ceil(random() * 6000) });
}

const gone = { unready: true };

export const faults: Fault[] = [
  {
    name: "stopped",
    via: "cluster",
    goals: gone,
    begin: async ({ cluster }) => {
      await cluster.stop("fast");
      return () => cluster.start();
    },
  },
  {
    name: "killed (`kill -9`)",
    via: "cluster",
    goals: gone,
    begin: async ({ cluster }) => {
      await cluster.kill();
      return () => cluster.start();
    },
  },
  {
    name: "one backend killed",
    via: "cluster",
    momentary: true,
    begin: async ({ cluster }) => {
      await cluster.killBackend();
      return () => cluster.reaches("ready");
    },
  },
  {
    name: "one session terminated",
    via: "cluster",
    long: true,
    momentary: true,
    begin: async ({ cluster }) => {
      await cluster.terminateBackend();
      return () => cluster.reaches("ready");
    },
  },
  {
    name: "frozen (`SIGSTOP`)",
    via: "cluster",
    goals: gone,
    begin: async ({ cluster }) => {
      await cluster.freeze();
      return () => cluster.thaw();
    },
  },
  {
    name: "starting up (57P03)",
    via: "cluster",
    goals: gone,
    begin: async ({ cluster }) => {
      await cluster.becomeStandby(false);
      return () => cluster.promote();
    },
  },
  {
    name: "connections exhausted (53300)",
    via: "cluster",
    goals: gone,
    begin: ({ cluster }) => exhaust(cluster),
  },
  {
    name: "login refused (28000)",
    via: "cluster",
    goals: gone,
    begin: async ({ cluster }) => {
      await cluster.setLogin(false);
      return () => cluster.setLogin(true);
    },
  },
  {
    name: "read-only (25006)",
    via: "cluster",
    goals: gone,
    begin: async ({ cluster }) => {
      await cluster.setReadOnly(true);
      return () => cluster.setReadOnly(false);
    },
  },
  {
    name: "a standby in its place (25006)",
    via: "cluster",
    long: true,
    goals: gone,
    begin: async ({ cluster }) => {
      await cluster.becomeStandby(true);
      return () => cluster.promote();
    },
  },
  {
    name: "disk full (53100)",
    fillsDisk: true,
    via: "cluster",
    goals: gone,
    begin: async ({ cluster }) => {
      await cluster.fillDisk("tables");
      return () => cluster.freeDisk("tables");
    },
  },
  {
    name: "disk of the write-ahead log full",
    fillsDisk: true,
    via: "cluster",
    long: true,
    goals: gone,
    begin: async ({ cluster }) => {
      await cluster.fillDisk("log");
      await cluster.stopsFor("the write-ahead log");
      return async () => {
        await cluster.freeDisk("log");
        await cluster.start();
      };
    },
  },
  {
    name: "black hole",
    via: "proxy",
    goals: gone,
    begin: ({ proxy }) => {
      proxy.swallow(true);
      return Promise.resolve(() => Promise.resolve(proxy.swallow(false)));
    },
  },
  {
    name: "network stalls, then goes on",
    via: "proxy",
    long: true,
    goals: gone,
    begin: ({ proxy }) => {
      proxy.stall(true);
      return Promise.resolve(() => Promise.resolve(proxy.stall(false)));
    },
  },
  {
    name: "200 ms each way",
    via: "proxy",
    // Each of 35 round trips a second holds a connection for 400 ms, and a workspace three quarters
    // of them. An upload takes 10 round trips where it prepares its statements, which is 4 s.
    poolSize: 30,
    goals: { answer: 6000, connections: 39, refused: 0 },
    begin: ({ proxy }) => {
      proxy.delay(200);
      return Promise.resolve(() => Promise.resolve(proxy.delay(0)));
    },
  },
  {
    name: "connections cut at any byte",
    via: "proxy",
    begin: ({ proxy }) => {
      proxy.cutEach(cuts());
      return Promise.resolve(() => Promise.resolve(proxy.cutEach(undefined)));
    },
  },
  {
    name: "refused",
    via: "proxy",
    long: true,
    goals: gone,
    begin: ({ proxy }) => {
      proxy.refuse();
      proxy.cutAll("reset");
      return Promise.resolve(() => Promise.resolve(proxy.accept()));
    },
  },
  {
    name: "taken and hung up on, as by a load balancer",
    via: "proxy",
    goals: gone,
    begin: ({ proxy }) => {
      proxy.hangUp(true);
      proxy.cutAll("end");
      return Promise.resolve(() => Promise.resolve(proxy.hangUp(false)));
    },
  },
];
