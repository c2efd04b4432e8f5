/** `deno task dev`, on a copy of the project whose files are then changed. */
import assert from "node:assert/strict";
import { onServer } from "../../support/client.ts";
import { until } from "../../support/locks.ts";
import { freePort } from "../../support/subprocess.ts";

const root = new URL("../../../", import.meta.url).pathname;

async function copyDirectory(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyDirectory(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

/** What `deno task dev` needs of the project, in a new directory. */
async function copyProject(): Promise<string> {
  const directory = await Deno.makeTempDir();
  for (const name of ["src", "drizzle", "examples", "assets"]) {
    await copyDirectory(root + name, `${directory}/${name}`);
  }
  for (const name of ["openapi.yaml", "deno.json", "deno.lock"]) {
    await Deno.copyFile(root + name, `${directory}/${name}`);
  }
  return directory;
}

type Dev = { origin: string; said(): string; stop(signal: Deno.Signal): Promise<number> };

/** Starts on a free port. `stop` sends one signal and waits until every process has ended. */
function startDev(directory: string): Dev {
  const port = freePort();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "dev"],
    cwd: directory,
    env: {
      DATABASE_URL: "",
      CALLBOARD_DIR: `${directory}/data`,
      PORT: String(port),
      LOG: "off",
      NO_COLOR: "1",
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let text = "";
  const outputs = [child.stdout, child.stderr].map(async (output) => {
    for await (const chunk of output.pipeThrough(new TextDecoderStream())) text += chunk;
  });
  let isHeld = true;
  const released = Promise.all(outputs).then(() => void (isHeld = false));
  const stop = async (signal: Deno.Signal) => {
    child.kill(signal);
    await until("no process holds its output", () => Promise.resolve(!isHeld));
    await released;
    return (await child.status).code;
  };
  return { origin: `http://127.0.0.1:${port}`, said: () => text, stop };
}

/** The contract's title, as the server has it; undefined while it does not listen. */
const title = (origin: string): Promise<string | undefined> =>
  fetch(`${origin}/openapi.json`).then(
    async (answer) => (await answer.json()).info.title,
    () => undefined,
  );

const edit = async (path: string, from: string, to: string) => {
  const text = await Deno.readTextFile(path);
  assert.ok(text.includes(from), from);
  await Deno.writeTextFile(path, text.replace(from, to));
};

// The embedded database is the same whatever else the tests run on: once is enough.
Deno.test(
  "dev generates, restarts, and ends at the first signal",
  { ignore: onServer },
  async (test) => {
    const directory = await copyProject();
    const contract = `${directory}/openapi.yaml`;
    const { origin, said, stop } = startDev(directory);
    let code: number | undefined;
    try {
      await until("dev serves", async () => await title(origin) === "Callboard API");

      await test.step("a changed contract is generated from, then served", async () => {
        await edit(contract, "title: Callboard API", "title: Changed API");
        await until("the change is served", async () => await title(origin) === "Changed API");
        assert.match(
          await Deno.readTextFile(`${directory}/src/contract/openapi.json`),
          /"title": "Changed API"/,
        );
        assert.match(said(), /Changed: openapi\.yaml\n/);
      });

      await test.step("a contract that is none leaves the server as it is", async () => {
        await edit(contract, "title: Changed API", "title: [");
        await until("the fault is printed", () => Promise.resolve(/YAMLParseError/.test(said())));
        assert.equal(await title(origin), "Changed API");
        await edit(contract, "title: [", "title: Mended API");
        await until(
          "the mended contract is served",
          async () => await title(origin) === "Mended API",
        );
      });

      await test.step("a changed source is served", async () => {
        const refused = async () => (await (await fetch(`${origin}/nothing`)).json()).detail;
        await edit(
          `${directory}/src/http/faults.ts`,
          "No resource has this path.",
          "Nothing here.",
        );
        await until(
          "the change is served",
          () => refused().then((detail) => /^Nothing here/.test(detail), () => false),
        );
      });
    } finally {
      code = await stop("SIGTERM");
    }
    assert.equal(code, 0, said());
    await assert.rejects(fetch(origin), TypeError);
    await Deno.remove(directory, { recursive: true });
  },
);

Deno.test(
  "dev that is interrupted while it starts leaves nothing behind",
  { ignore: onServer },
  async () => {
    const directory = await copyProject();
    const { origin, said, stop } = startDev(directory);
    await until("dev has begun", () => Promise.resolve(/Task dev/.test(said())));
    assert.ok(await stop("SIGINT") >= 0);
    await assert.rejects(fetch(origin), TypeError);
    await Deno.remove(directory, { recursive: true });
  },
);
