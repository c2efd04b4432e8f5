/** Runs Callboard as deployed on Workers: wrangler's bundle in workerd, on a local port. */
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { timeLimit } from "./time_limit.ts";
// deno-lint-ignore no-import-prefix
import { Miniflare } from "npm:miniflare@4.20260730.0";

const root = new URL("../../", import.meta.url);
const wrangler = ["run", "-A", "--no-lock", "--node-modules-dir=auto", "npm:wrangler@4.116.0"];
const config = await Deno.readTextFile(new URL("wrangler.toml", root));
const compatibilityDate = /^compatibility_date = "(.+?)"/m.exec(config)![1]!;
const compatibilityFlags: string[] = JSON.parse(/^compatibility_flags = (.+)/m.exec(config)![1]!);

/** What wrangler would upload, beside the files of `assets/`. */
export type Bundle = { name: string; type: "ESModule" | "Text"; contents: string }[];

/** Bundles the Worker like `deno task worker:build`; throws with wrangler's output on failure. */
export async function bundleWorker(): Promise<Bundle> {
  const directory = await Deno.makeTempDir();
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...wrangler, "deploy", "--dry-run", "--minify", "--env=", "--outdir", directory],
    cwd: root,
    env: { WRANGLER_SEND_METRICS: "false", NO_COLOR: "1" },
  }).output();
  const output = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  if (!success) throw new Error(`the Worker could not be bundled:\n${output}`);
  const names = [...Deno.readDirSync(directory)].map(({ name }) => name).filter((name) =>
    /\.(js|yaml)$/.test(name)
  );
  const bundle: Bundle = names.map((name) => ({
    name,
    type: name.endsWith(".js") ? "ESModule" : "Text",
    contents: Deno.readTextFileSync(`${directory}/${name}`),
  }));
  await Deno.remove(directory, { recursive: true });
  return bundle.sort((a, b) => a.type.localeCompare(b.type)); // the entry comes first
}

/** Bytes of the bundle, gzipped file by file. */
export async function gzipSize(bundle: Bundle): Promise<number> {
  const sizes = bundle.map(async ({ contents }) => {
    const zipped = new Blob([contents]).stream().pipeThrough(new CompressionStream("gzip"));
    return (await new Response(zipped).bytes()).length;
  });
  return (await Promise.all(sizes)).reduce((all, size) => all + size, 0);
}

/** Milliseconds for a new isolate to compile and evaluate the bundle: minimum of a few attempts. */
export async function startUpTime(bundle: Bundle, tries = 5): Promise<number> {
  const probe = `export default { async fetch() {
    const start = performance.now();
    await import("./${bundle[0]!.name}");
    return new Response(String(performance.now() - start));
  } };`;
  const times: number[] = [];
  for (let i = 0; i < tries; i++) {
    const workerd = new Miniflare({
      ...options([{ name: "probe.js", type: "ESModule", contents: probe }, ...bundle]),
    });
    times.push(Number(await (await workerd.dispatchFetch("http://probe/")).text()));
    await workerd.dispose();
  }
  return Math.min(...times);
}

const options = (bundle: Bundle) => ({
  modules: bundle.map(({ name, type, contents }) => ({ type, path: name, contents })),
  compatibilityDate,
  compatibilityFlags,
  cf: false,
});

export type WorkerdOptions = {
  /** The Worker's variables. */
  variables?: Record<string, string>;
  /** Takes what the Worker prints. */
  print?(text: string): void;
};

/** Serves the bundle with a database behind its Hyperdrive binding. */
export async function startWorkerd(
  bundle: Bundle,
  databaseUrl: string,
  { variables = {}, print = () => {} }: WorkerdOptions = {},
): Promise<{ url: URL; stop(): Promise<void> }> {
  const database = new URL(databaseUrl);
  database.password ||= "none"; // Hyperdrive asks for one, even where the server does not
  const workerd = new Miniflare({
    ...options(bundle),
    host: "127.0.0.1",
    port: 0,
    hyperdrives: { HYPERDRIVE: database.href },
    bindings: { STATEMENT_TIMEOUT_MS: String(timeLimit(30_000)), ...variables },
    assets: {
      directory: fileURLToPath(new URL("assets", root)),
      binding: "ASSETS",
      routerConfig: { has_user_worker: true },
    },
    // Both must be read: workerd stands still once a pipe is full.
    handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
      stdout.setEncoding("utf8").on("data", print);
      stderr.resume();
    },
  });
  return { url: await workerd.ready, stop: () => workerd.dispose() };
}
