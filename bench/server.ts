/** Starts and stops the measured server processes. */
import { progress } from "./settings.ts";

export type Server = { origin: string; pid: number; stop(): Promise<void> };

/** Returns a free port. It may be taken before the caller uses it. */
export function freePort(): number {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  listener.close();
  return listener.addr.port;
}

/** Starts a process that serves on PORT; waits up to 20 s for a first response, else throws. */
export async function startServer(
  command: string,
  args: string[],
  env: Record<string, string>,
  cwd = new URL("..", import.meta.url),
  stderr: "inherit" | "null" = "inherit",
): Promise<Server> {
  const port = freePort();
  const child = new Deno.Command(command, {
    args,
    cwd,
    env: { ...env, PORT: String(port), NODE_ENV: "production", GRAPHILE_ENV: "production" },
    stdout: "null",
    stderr,
  }).spawn();
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill("SIGTERM");
    const killTimer = setTimeout(() => {
      progress(`${command} did not end within 10 s: killing it`);
      child.kill("SIGKILL");
    }, 10_000);
    await child.status;
    clearTimeout(killTimer);
  };
  for (let tries = 0; tries < 200; tries++) {
    const response = await fetch(origin).catch(() => undefined);
    await response?.body?.cancel();
    if (response) return { origin, pid: child.pid, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`${command} ${args.join(" ")} does not respond`);
}

/** Starts the real server on a database of the benchmark. */
export const startCallboard = (
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<Server> =>
  startServer(Deno.execPath(), ["run", "-A", "--no-lock", "src/runtime/deno.ts"], {
    DATABASE_URL: databaseUrl,
    LOG: "off",
    POOL_SIZE: "10",
    ...env,
  });
