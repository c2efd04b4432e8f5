/**
 * `deno task test:extension [--full]`: tests that README's steps can add operations of any kind.
 * It copies the tree, adds `added/paths.yaml` to openapi.yaml, the files of `added/src` and
 * `added/tests`, and the handlers to src/operations.ts, then generates, checks and runs the tests.
 * `--full` runs the contract suite on all three servers instead of one.
 */
import assert from "node:assert/strict";
import { parse } from "yaml";

const root = new URL("../../../", import.meta.url).pathname;
const addition = new URL("added/", import.meta.url).pathname;
const skipped = new Set([".git", "node_modules", ".callboard", ".wrangler", "dist", "coverage"]);

/** The relative paths of all files in a directory. */
async function* filesBelow(directory: string, prefix = ""): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(directory + prefix)) {
    if (skipped.has(name)) continue;
    if (isDirectory) yield* filesBelow(directory, `${prefix}${name}/`);
    else yield prefix + name;
  }
}

async function copyAll(from: string, to: string, below = ""): Promise<string[]> {
  const copied: string[] = [];
  for await (const file of filesBelow(from, below)) {
    await Deno.mkdir(to + file.slice(0, file.lastIndexOf("/") + 1), { recursive: true });
    await Deno.copyFile(from + file, to + file);
    copied.push(file);
  }
  return copied;
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  await Deno.writeTextFile(path, change(await Deno.readTextFile(path)));
}

/** Adds the methods of each path to an existing path, or appends the path. */
export function withPaths(openapi: string, paths: string): string {
  return paths.split(/^(?= {2}\/)/m).reduce((text, section) => {
    const path = section.slice(0, section.indexOf("\n") + 1);
    if (text.includes(`\n${path}`)) return text.replace(path, () => section);
    return text.replace(/^components:$/m, () => `${section}components:`);
  }, openapi);
}

const snakeCase = (id: string) => id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Registers the handler of each operation, from the file with its name. */
function withHandlers(text: string, ids: string[], files: string[]): string {
  const imports = ids.map((id) => {
    const file = files.find((file) => file.endsWith(`/${snakeCase(id)}.ts`))!;
    return `import { ${id} } from "./${file.replace("src/", "")}";\n`;
  });
  const list = "export const handlers = {\n";
  assert.ok(text.includes(list));
  return text.replace(/^import /m, () => `${imports.join("")}import `)
    .replace(list, () => list + ids.map((id) => `  ${id},\n`).join(""));
}

/** Every operation of the added paths. */
const idsOf = (paths: string): string[] =>
  Object.values<Record<string, { operationId: string }>>(parse(paths))
    .flatMap((item) => Object.values(item).map(({ operationId }) => operationId));

async function extend(copy: string): Promise<string[]> {
  const paths = await Deno.readTextFile(`${addition}paths.yaml`);
  const present = await copyAll(root, copy);
  const sources = await copyAll(addition, copy, "src/");
  const added = [...sources, ...await copyAll(addition, copy, "tests/")];
  assert.deepEqual(added.filter((file) => present.includes(file)), [], "only new files are added");
  await edit(`${copy}openapi.yaml`, (text) => withPaths(text, paths));
  await edit(`${copy}src/operations.ts`, (text) => withHandlers(text, idsOf(paths), sources));
  return added;
}

async function run(cwd: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  console.log(`deno ${args.join(" ")}`);
  const { success } = await new Deno.Command(Deno.execPath(), { args, cwd, env }).spawn().status;
  if (!success) throw new Error(`deno ${args.join(" ")} fails in the extended tree`);
}

/** The tests of every operation, besides those over HTTP. */
const general = [
  ...["document", "types", "reply", "oracle", "examples", "fuzz", "probe", "statuses", "diff"]
    .map((name) => `tests/contract/${name}_test.ts`),
  "tests/architecture_test.ts",
  "tests/db/statements_test.ts",
  "tests/docs/mount_test.ts",
];

if (import.meta.main) {
  const copy = `${await Deno.makeTempDir()}/`;
  try {
    const added = await extend(copy);
    console.log(`openapi.yaml\nsrc/operations.ts\n${added.join("\n")}`);
    await run(copy, ["task", "generate"]);
    await run(copy, ["fmt", "--check", ...added]);
    await run(copy, ["lint"]);
    await run(copy, ["check", "--no-lock", "src", "tests", "examples", "bench"]);
    await run(copy, ["task", "spec:lint"]);
    const own = added.filter((file) => file.endsWith("_test.ts"));
    const env = { FUZZ_REQUESTS: "400", TEST_ONLY: "embedded" };
    await run(copy, ["run", "-A", "--no-lock", "tests/run.ts", ...general, ...own], env);
    const servers = Deno.args.includes("--full") ? [] : ["--quick"];
    await run(copy, ["run", "-A", "--no-lock", "tests/contract/run.ts", ...servers, ...own]);
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
}
