/** Runs programs of this project as processes with their own environment. */
import { timeLimit } from "./time_limit.ts";

const root = new URL("../../", import.meta.url);

const environment = () => ({
  DATABASE_URL: "",
  CALLBOARD_DIR: "",
  STATEMENT_TIMEOUT_MS: String(timeLimit(30_000)),
  NO_COLOR: "1",
});

export type Ended = { code: number; stdout: string; stderr: string };

/** Runs a program by Deno, after shell commands that change the process. */
const command = (
  how: string[],
  program: string,
  args: string[],
  env: Record<string, string>,
  before: string[] = [],
) =>
  new Deno.Command("sh", {
    args: [
      "-c",
      [...before, 'exec "$@"'].join("; "),
      "sh",
      Deno.execPath(),
      ...how,
      "-A",
      "--no-lock",
      "--no-check",
      new URL(program, root).href,
      ...args,
    ],
    cwd: root,
    env: { ...environment(), ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });

/** A port of this machine that nothing listens on. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return listener.addr.port;
}

/** Runs a program of `src/runtime` to its end. */
export async function runProgram(
  name: string,
  args: string[],
  env: Record<string, string>,
): Promise<Ended> {
  const { code, stdout, stderr } = await command(["run"], `src/runtime/${name}`, args, env)
    .output();
  return {
    code,
    stdout: new TextDecoder().decode(stdout),
    stderr: new TextDecoder().decode(stderr),
  };
}

export type Server = {
  origin: string;
  /** What it printed before it served. */
  welcome: string;
  kill(signal: Deno.Signal): void;
  /** Its exit code and the lines that it printed while it served. */
  ended: Promise<{ code: number; lines: string[] }>;
};

const startedBy = {
  run: (env: Record<string, string>) =>
    command(["run"], "src/runtime/deno.ts", [], { PORT: "0", ...env }),
  serve: (env: Record<string, string>) =>
    command(["serve", "--host", "127.0.0.1", "--port", "0"], "src/runtime/serve.ts", [], env),
  /** With at most 400 open files. */
  fewFiles: (env: Record<string, string>) =>
    command(["run"], "src/runtime/deno.ts", [], { PORT: "0", ...env }, ["ulimit -n 400"]),
  workerDev: (env: Record<string, string>) =>
    command(["run"], "src/runtime/cli/worker_dev.ts", [], { PORT: "0", ...env }),
};

/** Starts the server on a free port and waits until it says where it listens. */
export async function startServer(
  env: Record<string, string>,
  by: keyof typeof startedBy = "run",
): Promise<Server> {
  const child = startedBy[by](env).spawn();
  const errors = new Response(child.stderr).text();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let welcome = "";
  while (!/'http[^']+'\n\n?$/.test(welcome)) {
    const { value, done } = await output.read();
    if (done) {
      const { code, signal } = await child.status;
      throw new Error(`the server ended with ${signal ?? code}: ${await errors}${welcome}`);
    }
    welcome += value;
  }
  const rest = async () => {
    let text = "";
    for (let chunk = await output.read(); !chunk.done; chunk = await output.read()) {
      text += chunk.value;
    }
    await errors;
    return {
      code: (await child.status).code,
      lines: text.split("\n").filter((line) => line !== ""),
    };
  };
  return {
    origin: /http:\/\/127\.0\.0\.1:\d+/.exec(welcome)![0],
    welcome,
    kill: (signal) => child.kill(signal),
    ended: rest(),
  };
}
