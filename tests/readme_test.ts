/** The requests of README.md, pasted into a shell beside a new server. */
import assert from "node:assert/strict";
import { onServer } from "./support/client.ts";
import { startServer } from "./support/subprocess.ts";

const root = new URL("../", import.meta.url);
const programs = ["bash", "curl", "node"];
const found = await Promise.all(
  programs.map((name) =>
    new Deno.Command(name, { args: ["--version"], stdout: "null", stderr: "null" }).output()
      .then(({ success }) => success, () => false)
  ),
);
const lacking = programs.filter((_, i) => !found[i]);
if (lacking.length) console.log(`SKIPPED: README's requests, without ${lacking.join(", ")}`);

/** The shell commands of the sections that a new user follows. */
async function commands(origin: string, directory: string): Promise<string> {
  const text = await Deno.readTextFile(new URL("README.md", root));
  const [, guide] = /## A first request\n([^]*?)\n## On your own Postgres/.exec(text)!;
  return [...guide!.matchAll(/```sh\n([^]*?)```/g)].map(([, block]) => block).join("")
    .replaceAll("http://127.0.0.1:8787", origin)
    .replaceAll("./.callboard/", `${directory}/`)
    .replaceAll("contacts.csv", `${directory}/contacts.csv`);
}

Deno.test({
  name: "README's requests work when they are pasted",
  ignore: onServer || lacking.length > 0, // the demo is on the embedded database
  fn: async () => {
    const directory = await Deno.makeTempDir();
    const server = await startServer({ CALLBOARD_DIR: directory });
    try {
      const script = await commands(server.origin, directory);
      const requests = script.match(/^curl |\$\(curl /gm)!.length;
      const shown = `curl() { command curl -sS -w '\\n%{stderr}%{http_code}\\n' "$@"; }\n`;
      const { code, stdout, stderr } = await new Deno.Command("bash", {
        args: ["-euo", "pipefail", "-c", shown + script.replaceAll("curl -s ", "curl ")],
        cwd: root,
        env: { CALLBOARD_DIR: directory, DATABASE_URL: "", NO_COLOR: "1" },
      }).output();
      const [output, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assert.equal(code, 0, errors);
      const statuses = errors!.match(/^\d{3}$/gm) ?? [];
      assert.equal(statuses.length, requests, errors);
      assert.deepEqual(statuses.filter((status) => !/^20[01]$/.test(status)), [], output);
      const last = JSON.parse(output!.trim().split("\n").at(-1)!);
      assert.deepEqual([last.total, last.calls[0].callDuration], [1, 50]);
    } finally {
      server.kill("SIGTERM");
      await server.ended;
      await Deno.remove(directory, { recursive: true });
    }
  },
});
