/** A PgBouncer of the tests' own in front of a Postgres of theirs. */
import { freePort } from "./cluster_keeper.ts";
import { probe } from "./pg_wire.ts";

export type Pooler = { url: string; version: string; close(): Promise<void> };

export type PoolerOptions = {
  mode: "session" | "transaction" | "statement";
  /** Start-up parameters that it accepts and ignores; it rejects others that it does not know. */
  ignores?: string[];
};

const program = "/usr/sbin/pgbouncer";

/** Starts it on a free port; undefined, and said aloud, where it is not installed. */
export async function startPgBouncer(
  databaseUrl: string,
  options: PoolerOptions,
): Promise<Pooler | undefined> {
  const command = new Deno.Command(program, { args: ["--version"] });
  const asked = await command.output().catch(() => undefined);
  if (!asked) {
    console.log("SKIPPED: there is no PgBouncer here (apt-get install pgbouncer)");
    return undefined;
  }
  const version = /PgBouncer (\S+)/.exec(new TextDecoder().decode(asked.stdout))?.[1] ?? "unknown";
  const url = new URL(databaseUrl);
  const directory = await Deno.makeTempDir({ prefix: "callboard-pgbouncer-" });
  await Deno.chmod(directory, 0o755);
  const port = freePort();
  await Deno.writeTextFile(`${directory}/users`, `"${url.username}" ""\n`);
  await Deno.writeTextFile(`${directory}/ini`, configuration(url, port, directory, options));
  const child = new Deno.Command("setpriv", {
    args: [...rightful(), program, `${directory}/ini`],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  url.port = String(port);
  for (const deadline = Date.now() + 5000; await probe(url.href) !== "ready";) {
    if (Date.now() > deadline) throw new Error("PgBouncer does not answer");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // It has read its files. Removed now, they are not left behind when this process is killed.
  await Deno.remove(directory, { recursive: true });
  const close = async () => {
    child.kill("SIGKILL");
    await child.status;
  };
  return { url: url.href, version, close };
}

/** It does not run as root, and ends when the tests' process does. */
const rightful = () => [
  ...(Deno.uid() === 0 ? ["--reuid=nobody", "--regid=nogroup", "--clear-groups"] : []),
  "--pdeathsig=KILL",
];

const configuration = (
  url: URL,
  port: number,
  directory: string,
  { mode, ignores = [] }: PoolerOptions,
) => `
[databases]
* = host=${url.hostname} port=${url.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${directory}/users
pool_mode = ${mode}
default_pool_size = 4
max_client_conn = 200
server_tls_sslmode = disable
${ignores.length > 0 ? `ignore_startup_parameters = ${ignores.join(", ")}` : ""}
`;
