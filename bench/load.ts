/** Requests per second on one URL, measured by autocannon (installed with the peers). */
const peers = new URL("./peers/", import.meta.url);

/** Node from the peers' packages: the one on the PATH may be too old for them. */
export const node = new URL("node_modules/node/bin/node", peers).pathname;

export type Request = { url: string; headers?: Record<string, string>; body?: string };
export type Load = { rate: number; p50: number; p99: number; failed: number };

/**
 * Loads a URL over `connections` connections for some seconds. Returns 2xx responses per second,
 * latencies in ms and the number of other responses. Without any 2xx, it measures once more for
 * five times as long; if there is still none, the rate is 0.
 */
export async function load(request: Request, seconds: number, connections = 32): Promise<Load> {
  return await attempt(request, seconds, connections) ??
    await attempt(request, 5 * seconds, connections) ??
    { rate: 0, p50: 0, p99: 0, failed: 0 };
}

async function attempt({ url, headers = {}, body }: Request, seconds: number, connections: number) {
  const args = ["node_modules/autocannon/autocannon.js", "-j", "-t", "60"];
  args.push("-c", String(connections), "-d", String(seconds));
  for (const [name, value] of Object.entries(headers)) args.push("-H", `${name}=${value}`);
  if (body !== undefined) args.push("-m", "POST", "-b", body);
  const { stdout, success } = await new Deno.Command(node, {
    args: [...args, url],
    cwd: peers,
    stderr: "null",
  })
    .output();
  if (!success) throw new Error(`autocannon failed on ${url}`);
  const { "2xx": good, latency, errors, non2xx, duration } = JSON.parse(
    new TextDecoder().decode(stdout),
  );
  if (good === 0) return undefined;
  return { rate: good / duration, p50: latency.p50, p99: latency.p99, failed: errors + non2xx };
}

/** Installs the peers from their lock file unless they are installed. */
export async function installPeers(): Promise<void> {
  const installed = await Deno.stat(new URL("node_modules/.package-lock.json", peers)).catch(() =>
    undefined
  );
  if (installed) return;
  const { success } = await new Deno.Command("npm", {
    args: ["ci", "--no-audit", "--no-fund"],
    cwd: peers,
  }).output();
  if (!success) throw new Error("`npm ci` in bench/peers failed");
}

/** The installed version of a package of the peers. */
export async function peerVersion(name: string): Promise<string> {
  return JSON.parse(await Deno.readTextFile(new URL(`node_modules/${name}/package.json`, peers)))
    .version;
}
