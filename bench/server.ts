/** Server processes under measurement. */

import { progress } from "./settings.ts";

export type Server = { origin: string; pid: number; stop(): Promise<void> };

/** A port that was free a moment ago. */
export function freePort(): number {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  listener.close();
  return listener.addr.port;
}

/** Starts a process that serves on PORT and waits until it answers anything. */
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
    const late = setTimeout(() => {
      progress(`${command} did not end within 10 s and is killed`);
      child.kill("SIGKILL");
    }, 10_000);
    await child.status;
    clearTimeout(late);
  };
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(origin).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer) return { origin, pid: child.pid, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`${command} ${args.join(" ")} does not answer`);
}

/** The real server, on a database of the bench. */
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
