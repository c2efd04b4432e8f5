/**
 * `deno task dev`: the server with every answer checked, restarted when a source changes. When
 * openapi.yaml changes, the files generated from it come first; while that fails, the server stays
 * as it is.
 */
import { shutdownSignal } from "../process.ts";
import { takeNoArguments } from "./command_line.ts";

takeNoArguments(`Usage: deno task dev

Serves like \`deno task start\`, with its variables, checks every response against the contract
and restarts when a source changes.`);

const root = await Deno.realPath(new URL("../../../", import.meta.url));

/** Milliseconds without a further change: editors and Git write several files at a time. */
const settlingTime = 100;

function start(
  program: string,
  options: string[] = [],
  env: Record<string, string> = {},
): Deno.ChildProcess {
  const args = ["run", "-A", ...options, program];
  return new Deno.Command(Deno.execPath(), { args, cwd: root, env, stdin: "null" }).spawn();
}

/** Whether it succeeds; if not, the generator says why. */
const generate = async () =>
  (await start("src/contract/generate.ts", ["--no-lock"]).status).success;

/** Starts the server; returns what stops it. A request that hangs does not hold up a restart. */
function serve(): () => Promise<void> {
  const defaults = { VALIDATE_RESPONSES: "on", DRAIN_TIMEOUT_MS: "1000" };
  const server = start("src/runtime/deno.ts", [], { ...defaults, ...Deno.env.toObject() });
  return async () => {
    try {
      server.kill("SIGTERM");
    } catch {
      // It has ended by itself, and said why.
    }
    await server.status;
  };
}

const isSource = (path: string) => /^(openapi\.yaml|deno\.json)$|^(src|drizzle)\//.test(path);
const isGenerated = (path: string) => /^src\/contract\/openapi\.(json|d\.ts)$/.test(path);

type Act = (changed: Set<string>) => Promise<void>;

/** Collects changed sources and acts once no more come, never twice at a time. */
function collect(act: Act): { add(event: Deno.FsEvent): void; settled(): Promise<void> } {
  let changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let acting = Promise.resolve();
  const actOnChanges = () => {
    const now = changed;
    changed = new Set();
    acting = acting.then(() => act(now));
  };
  const add = ({ kind, paths }: Deno.FsEvent) => {
    const sources = paths.map((path) => path.slice(root.length + 1))
      .filter((path) => isSource(path) && !isGenerated(path));
    if (kind === "access" || sources.length === 0) return;
    for (const path of sources) changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(actOnChanges, settlingTime);
  };
  const settled = () => {
    clearTimeout(timer);
    return acting;
  };
  return { add, settled };
}

const stopped = shutdownSignal();
// The root by itself: a file that an editor replaces is only seen in its directory.
const watchers = [
  Deno.watchFs(root, { recursive: false }),
  Deno.watchFs([`${root}/src`, `${root}/drizzle`]),
];
stopped.then(() => watchers.forEach((watcher) => watcher.close()));

await generate();
let stop = serve();
const changes = collect(async (changed) => {
  console.log(`Changed: ${[...changed].join(", ")}`);
  if (changed.has("openapi.yaml") && !await generate()) return;
  await stop();
  stop = serve();
});
await Promise.all(watchers.map(async (watcher) => {
  for await (const event of watcher) changes.add(event);
}));
await changes.settled();
await stop();
Deno.exit(0);
