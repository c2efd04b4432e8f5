/**
 * The process that owns a cluster's directory and removes it when the tests, or their process, end:
 * `cluster_keeper.sh`.
 */

export type Keeper = {
  directory: string;
  port: number;
  /** Runs a command of the script and waits until it is done. */
  tell(command: string): Promise<void>;
  /** Ends the cluster and removes its directory. */
  end(): Promise<void>;
};

/** The directory of Postgres's programs; undefined if there are none. */
export async function findBinaries(): Promise<string | undefined> {
  const pgConfig = new Deno.Command("pg_config", { args: ["--bindir"] });
  const asked = await pgConfig.output().catch(() => undefined);
  const candidates = asked?.success ? [new TextDecoder().decode(asked.stdout).trim()] : [];
  const debian = "/usr/lib/postgresql";
  for await (const { name } of readDirectory(debian)) candidates.push(`${debian}/${name}/bin`);
  for (const directory of candidates) {
    if (await Deno.stat(`${directory}/initdb`).then(() => true, () => false)) return directory;
  }
}

async function* readDirectory(path: string): AsyncGenerator<Deno.DirEntry> {
  try {
    yield* Deno.readDir(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

const isRoot = () => Deno.uid() === 0;

/** Postgres does not run as root. Another user's cluster is root's to signal. */
async function otherUser(): Promise<string[]> {
  if (!isRoot()) return [];
  const { success } = await new Deno.Command("id", {
    args: ["postgres"],
    stdout: "null",
    stderr: "null",
  }).output();
  const user = success ? "postgres" : "nobody";
  return [
    "setpriv",
    `--reuid=${user}`,
    `--regid=${success ? "postgres" : "nogroup"}`,
    "--clear-groups",
  ];
}

/** How to get a name space of mounts: small disks are mounted in it, and vanish with it. */
const mounting = () => isRoot() ? ["-m"] : ["--user", "--map-current-user", "--keep-caps", "-m"];

/** A port that is free now. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return listener.addr.port;
}

/** Makes the files of a cluster; none of its processes runs yet. */
export async function createKeeper(binaries: string): Promise<Keeper> {
  const directory = await Deno.makeTempDir({ prefix: "callboard-cluster-" });
  const port = freePort();
  const script = new URL("cluster_keeper.sh", import.meta.url).pathname;
  const args = ["sh", script, directory, binaries, String(port), ...await otherUser()];
  const probe = await new Deno.Command("unshare", { args: [...mounting(), "true"], stderr: "null" })
    .output()
    .catch(() => ({ success: false }));
  // A session of its own: Ctrl+C in a terminal ends the tests, and their end this. Not a child:
  // Deno kills those that are left when a test file is over, before they can clean up.
  const child = new Deno.Command("setsid", {
    args: ["--fork", ...(probe.success ? ["unshare", ...mounting()] : []), ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const input = child.stdin.getWriter();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  const done = async () => {
    while (!said.endsWith("done\n")) {
      const { value, done } = await output.read();
      if (done) throw new Error(`the cluster's keeper ended: ${said}`);
      said += value;
    }
    said = "";
  };
  await done();
  return {
    directory,
    port,
    tell: async (command) => {
      await input.write(new TextEncoder().encode(`${command}\n`));
      await done();
    },
    end: async () => {
      await input.close();
      while (!(await output.read()).done); // its output ends when it does
      await child.status;
    },
  };
}
