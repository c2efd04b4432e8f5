/**
 * `deno task test:clients`: generates clients from openapi.yaml with openapi-typescript, hey-api
 * and orval, type-checks programs that do the examples of README.md with them, and runs these
 * against the server. Needs npm.
 */
import { startServer } from "../support/subprocess.ts";

const programs = new URL("programs/", import.meta.url);
const contract = new URL("../../openapi.yaml", import.meta.url);
const directory = await Deno.makeTempDir();

async function run(program: string, ...args: string[]): Promise<void> {
  console.log(`${program} ${args.join(" ")}`);
  const { success } = await new Deno.Command(program, { args, cwd: directory, stdin: "null" })
    .spawn().status;
  if (!success) throw new Error(`${program} ${args.join(" ")} failed`);
}

const npx = (...args: string[]) => run("npx", "--no-install", ...args);

async function generate(): Promise<void> {
  for await (const { name } of Deno.readDir(programs)) {
    await Deno.copyFile(new URL(name, programs), `${directory}/${name}`);
  }
  await Deno.copyFile(contract, `${directory}/openapi.yaml`);
  await run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error");
  await npx("openapi-typescript", "openapi.yaml", "-o", "generated/openapi-typescript.ts");
  const client = ["-c", "@hey-api/client-fetch"];
  await npx("openapi-ts", "-i", "openapi.yaml", "-o", "generated/hey-api", ...client);
  await npx(
    "orval",
    "--input",
    "openapi.yaml",
    "--output",
    "generated/orval.ts",
    "--client",
    "fetch",
  );
  await npx("tsc", "-p", ".");
}

/** Their imports name files without an ending, as bundlers resolve them. */
const sloppy = ["run", "-A", "--no-lock", "--no-check", "--quiet", "--unstable-sloppy-imports"];

try {
  await generate();
  const server = await startServer({
    CALLBOARD_DIR: `${directory}/data`,
    VALIDATE_RESPONSES: "on",
  });
  try {
    const token = /cb_[\w-]+/.exec(server.welcome)![0];
    await run(Deno.execPath(), ...sloppy, "main.ts", server.origin, token);
  } finally {
    server.kill("SIGTERM");
    await server.ended;
  }
} catch (error) {
  console.error((error as Error).message);
  Deno.exitCode = 1;
} finally {
  await Deno.remove(directory, { recursive: true });
}
