import assert from "node:assert/strict";

const root = new URL("../src/", import.meta.url).pathname;
const ground = ["http", "contract", "db", "domain"];
const features = ["batches", "calls", "events", "keys", "uploads"];

/** The rooms that each room may import from, besides itself. */
const allowed: Record<string, string[]> = {
  domain: [],
  db: ["domain"],
  contract: ["domain"],
  http: ["contract", "db", "domain"],
  regex: ["domain"],
  listing: ["regex", "db", "domain"],
  ...Object.fromEntries(features.map((feature) => [feature, ["listing", ...ground]])),
  docs: ["http", "contract", "domain"],
  operations: [...features, "http", "contract"],
  app: ["operations", "docs", "keys", ...ground],
  runtime: ["app", "docs", ...features, ...ground],
};

/** The only imports between features. */
const betweenFeatures = [
  "batches → calls", // a page contains calls as JSON
  "batches → events", // calls whose end never comes are closed before they are shown
  "batches → keys", // the statements of batch details and of the list check the key
  "calls → events", // as for batches
  "calls → keys", // so does that of call details
];

async function* files(directory: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(directory)) {
    if (isDirectory) yield* files(`${directory}${name}/`);
    else if (name.endsWith(".ts") && !name.endsWith(".d.ts")) yield `${directory}${name}`;
  }
}

async function imports(): Promise<Map<string, string[]>> {
  const graph = new Map<string, string[]>();
  for await (const file of files(root)) {
    const text = await Deno.readTextFile(file);
    const relative = [...text.matchAll(/(?:from|import)\s+"(\.{1,2}\/[^"]+\.ts)"/g)].map((
      [, path],
    ) => new URL(path!, `file://${file}`).pathname);
    graph.set(file.slice(root.length), relative.map((path) => path.slice(root.length)));
  }
  return graph;
}

const room = (file: string) => file.split("/")[0]!.replace(/\.ts$/, "");

function isAllowed(from: string, to: string): boolean {
  return from === to || allowed[from]!.includes(to) || betweenFeatures.includes(`${from} → ${to}`);
}

Deno.test("files import only from the rooms that their room allows", async () => {
  const wrong: string[] = [];
  for (const [file, targets] of await imports()) {
    assert.ok(allowed[room(file)], `${file} is in no room`);
    for (const target of targets) {
      if (!isAllowed(room(file), room(target))) wrong.push(`${file} → ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("every listed import between features exists", async () => {
  const used = new Set<string>();
  for (const [file, targets] of await imports()) {
    for (const target of targets) used.add(`${room(file)} → ${room(target)}`);
  }
  assert.deepEqual(betweenFeatures.filter((arrow) => !used.has(arrow)), []);
});

/** Returns the files of the first import cycle, or undefined. */
function importCycle(graph: Map<string, string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of graph.get(file) ?? []) {
      const found = visit(target, [...path, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const found = visit(file, []);
    if (found) return found;
  }
  return undefined;
}

Deno.test("files have no import cycle", async () => {
  assert.deepEqual(importCycle(new Map([["a", ["b"]], ["b", ["c"]], ["c", ["b"]]])), [
    "b",
    "c",
    "b",
  ]);
  assert.equal(importCycle(await imports()), undefined);
});

Deno.test("only src/runtime uses APIs of a runtime", async () => {
  for await (const file of files(root)) {
    if (room(file.slice(root.length)) === "runtime" || file.endsWith("contract/generate.ts")) {
      continue;
    }
    assert.doesNotMatch(await Deno.readTextFile(file), /\bDeno\.|"cloudflare:|process\.env/, file);
  }
});

Deno.test("no file is imported as text, which Deno 2.5 and 2.6 reject without a flag", async () => {
  for await (const file of files(root)) {
    const text = await Deno.readTextFile(file);
    assert.doesNotMatch(text, /with\s*\{\s*type:\s*"(text|bytes)"/, file);
  }
});

Deno.test("every operation has a file with its name in a feature room", async () => {
  const names = (await Array.fromAsync(files(root)))
    .map((file) => file.slice(root.length).split("/"))
    .filter(([first]) => features.includes(first!))
    .map((path) => path.at(-1)!.replace(".ts", ""));
  const { operationList } = await import("../src/contract/routes.ts");
  for (const { id } of operationList) {
    assert.ok(names.includes(id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)), id);
  }
});
