/**
 * A Postgres cluster of the tests' own, which they may stop, kill, freeze and fill. Nothing here
 * goes to port 5432.
 */
import postgres from "postgres";
import { createKeeper, findBinaries, type Keeper } from "./cluster_keeper.ts";
import { probe } from "./pg_wire.ts";
import { childrenOf, gone, signal } from "./processes.ts";

const name = "callboard";

/** Little memory, no fsync, few connections. */
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  shared_buffers: "16MB",
  max_connections: "40",
  superuser_reserved_connections: "3",
  min_wal_size: "2MB",
  max_wal_size: "32MB",
  dynamic_shared_memory_type: "mmap", // which a kill leaves in the data directory, not in /dev/shm
  fsync: "off",
};
type Settings = Partial<Record<keyof typeof settings | "hot_standby", string>>;

/**
 * Starts a cluster on a free port with an empty database and its owner, a plain role. Undefined,
 * with a message, where Postgres is not installed.
 */
export async function startCluster(own: Settings = {}): Promise<Cluster | undefined> {
  const binaries = await findBinaries();
  if (!binaries) {
    console.log("SKIPPED: there is no Postgres here (no pg_config, no /usr/lib/postgresql/*/bin)");
    return undefined;
  }
  const keeper = await createKeeper(binaries);
  const cluster = new Cluster(keeper, { ...settings, ...own });
  await cluster.start();
  await cluster.query(`create role ${name} login`);
  await cluster.query(`create tablespace small location '${keeper.directory}/tables/space'`);
  await cluster.query(`create database ${name} owner ${name} tablespace small`);
  return cluster;
}

export class Cluster {
  constructor(private readonly keeper: Keeper, private readonly settings: Settings) {}

  /** The database as its owner, a role without privileges. */
  get url(): string {
    return `postgres://${name}@127.0.0.1:${this.keeper.port}/${name}`;
  }
  get port(): number {
    return this.keeper.port;
  }
  private get adminUrl(): string {
    return `postgres://postgres@127.0.0.1:${this.keeper.port}/postgres`;
  }

  /** Sends one statement as superuser, on a connection of its own. */
  async query<Row extends Record<string, unknown>>(
    text: string,
    database = "postgres",
  ): Promise<Row[]> {
    const url = new URL(this.adminUrl);
    url.pathname = `/${database}`;
    const connection: Record<string, string> = {
      application_name: "tests",
      default_transaction_read_only: "off",
    };
    const admin = postgres(url.href, {
      max: 1,
      connect_timeout: 5,
      fetch_types: false,
      connection,
      onnotice() {},
    });
    try {
      return [...await admin.unsafe<Row[]>(text)];
    } finally {
      await admin.end({ timeout: 1 });
    }
  }

  /** Starts the postmaster; resolves when it accepts sessions, or answers `wanted` instead. */
  async start(own: Settings = {}, wanted = "ready"): Promise<void> {
    const options = Object.entries({ ...this.settings, ...own });
    const written = options.map(([key, value]) => `-c ${key}='${value}'`);
    await this.keeper.tell(`start ${written.join(" ")}`);
    await this.reaches(wanted);
  }

  /** Waits until an attempt to open a session ends so. */
  async reaches(wanted: string): Promise<void> {
    let last = "";
    for (const deadline = Date.now() + 30_000; last !== wanted; await pause(20)) {
      if (Date.now() > deadline) {
        throw new Error(`the cluster is not ${wanted}: ${last}\n${await this.messages()}`);
      }
      last = await probe(this.adminUrl);
    }
  }

  /** As `pg_ctl stop`: "fast" ends the sessions, "immediate" leaves recovery to the next start. */
  async stop(mode: "fast" | "immediate" = "fast"): Promise<void> {
    const processes = await this.processes();
    Deno.kill(processes[0]!, mode === "fast" ? "SIGINT" : "SIGQUIT");
    await gone(processes);
  }

  /** Kills the postmaster; its children follow by themselves. */
  async kill(): Promise<void> {
    const processes = await this.processes();
    Deno.kill(processes[0]!, "SIGKILL");
    await gone(processes);
  }

  /** Kills one backend of the database's owner. Postgres then ends all others and recovers. */
  async killBackend(): Promise<void> {
    const [victim] = await this.backends();
    if (!victim) throw new Error("there is no backend to kill");
    Deno.kill(victim, "SIGKILL");
  }

  /** Ends one session as an administrator does. */
  async terminateBackend(): Promise<void> {
    await this.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${name}' limit 1`,
    );
  }

  /** Stops every process where it stands. The kernel still takes connections. */
  async freeze(): Promise<void> {
    for (const pid of await this.processes()) signal(pid, "SIGSTOP");
  }
  async thaw(): Promise<void> {
    for (const pid of await this.processes()) signal(pid, "SIGCONT");
    await this.reaches("ready");
  }

  /** Makes transactions read-only, in open sessions too, or no longer. */
  /** Whether the database's owner may log in; its sessions end when it may not. */
  async setLogin(on: boolean): Promise<void> {
    await this.query(`alter role ${name} ${on ? "login" : "nologin"}`);
    if (on) return;
    await this.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${name}'`,
    );
  }

  async setReadOnly(on: boolean): Promise<void> {
    await this.query(`alter system set default_transaction_read_only = ${on ? "on" : "off"}`);
    await this.query("select pg_reload_conf()");
  }

  /** Whether the tables and the write-ahead log have small disks of their own. */
  hasSmallDisks(): Promise<boolean> {
    return Deno.stat(`${this.keeper.directory}/log.small`).then(() => true, () => false);
  }
  fillDisk(which: "tables" | "log"): Promise<void> {
    return this.keeper.tell(`fill ${which}`);
  }
  freeDisk(which: "tables" | "log"): Promise<void> {
    return this.keeper.tell(`drain ${which}`);
  }

  /** Writes to the log until Postgres cannot, and gives up. */
  async stopsFor(what: string): Promise<void> {
    const processes = await this.processes();
    const text = "select pg_logical_emit_message(false, 'tests', repeat('x', 1000000))";
    await this.query(`${text} from generate_series(1, 64)`).then(
      () => Promise.reject(new Error(`${what} is not full`)),
      () => {},
    );
    await gone(processes);
  }

  /** Restarts as a standby without a primary: `hot` answers reads, else sessions end in 57P03. */
  async becomeStandby(hot: boolean): Promise<void> {
    await this.stop("immediate");
    await Deno.writeTextFile(`${this.keeper.directory}/data/standby.signal`, "");
    await this.start({ hot_standby: hot ? "on" : "off" }, hot ? "ready" : "57P03");
  }
  /** Ends the recovery: it becomes a primary and takes sessions. */
  async promote(): Promise<void> {
    await Deno.writeTextFile(`${this.keeper.directory}/data/promote`, "");
    Deno.kill((await this.processes())[0]!, "SIGUSR1");
    await this.reaches("ready");
    while ((await this.query("select pg_is_in_recovery() as standby"))[0]!.standby) await pause(20);
  }

  /** The processes that serve the database's owner. */
  async backends(): Promise<number[]> {
    const rows = await this.query<{ pid: number }>(
      `select pid from pg_stat_activity where usename = '${name}' order by backend_start`,
    );
    return rows.map(({ pid }) => pid);
  }

  /** The postmaster and its children. */
  private async processes(): Promise<number[]> {
    const text = await Deno.readTextFile(`${this.keeper.directory}/data/postmaster.pid`);
    const postmaster = Number(text.split("\n")[0]);
    return [postmaster, ...await childrenOf(postmaster)];
  }

  /** The last lines that Postgres wrote. */
  async messages(): Promise<string> {
    const text = await Deno.readTextFile(`${this.keeper.directory}/messages`).catch(() => "");
    return text.split("\n").slice(-20).join("\n");
  }

  close(): Promise<void> {
    return this.keeper.end();
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
