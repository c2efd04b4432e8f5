/** Stoplight's Prism as a proxy: it responds to a violation of openapi.yaml with its own error. */
import { freePort } from "./subprocess.ts";

const root = new URL("../../", import.meta.url);

const prism = (...args: string[]) =>
  new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-lock",
      "--node-modules-dir=auto",
      "npm:@stoplight/prism-cli@5.16.0",
      ...args,
    ],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });

/** Returns why Prism cannot be downloaded, or undefined; throws unless the network is the cause. */
export async function whyNoPrism(): Promise<string | undefined> {
  const { success, stderr } = await prism("--version").output();
  if (success) return;
  const text = new TextDecoder().decode(stderr).trim();
  const offline = /error sending request|failed to lookup|tcp connect|timed out/i.exec(text);
  if (!offline) throw new Error(text);
  return offline[0];
}

/** Starts Prism in front of a server. */
export async function startPrism(
  upstream: string,
): Promise<{ origin: string; stop(): Promise<void> }> {
  const port = freePort();
  const child = prism("proxy", "openapi.yaml", upstream, "--errors", "--port", String(port))
    .spawn();
  const errors = new Response(child.stderr).text();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  while (!/is listening on/.test(said)) {
    const { value, done } = await output.read();
    if (done) throw new Error(`Prism ended: ${said}${await errors}`);
    said += value;
  }
  const rest = (async () => {
    while (!(await output.read()).done);
  })();
  const stop = async () => {
    child.kill("SIGTERM");
    await Promise.all([child.status, rest, errors]);
  };
  return { origin: `http://127.0.0.1:${port}`, stop };
}
