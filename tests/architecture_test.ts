import assert from "node:assert/strict";

const root = new URL("../src/", import.meta.url).pathname;
/** From the rim inwards: a file may import from its own layer's folder and from what stands below it. */
const below: Record<string, string[]> = {
  runtime: ["app", "docs", "handlers", "http", "contract", "queries", "db", "domain"],
  app: ["docs", "handlers", "http", "contract", "queries", "db", "domain"],
  docs: ["http", "contract", "domain"],
  handlers: ["http", "contract", "queries", "db", "domain"],
  http: ["queries", "domain"],
  contract: ["domain"],
  queries: ["db", "domain"],
  db: ["domain"],
  domain: [],
};

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
    const relative = [...text.matchAll(/(?:from|import)\s+"(\.{1,2}\/[^"]+\.ts)"/g)].map(([, path]) =>
      new URL(path!, `file://${file}`).pathname
    );
    graph.set(file.slice(root.length), relative.map((path) => path.slice(root.length)));
  }
  return graph;
}

const layer = (file: string) => file.split("/")[0]!.replace(/\.ts$/, "");

Deno.test("imports point down", async () => {
  const wrong: string[] = [];
  for (const [file, targets] of await imports()) {
    assert.ok(below[layer(file)], `${file} is in no layer`);
    for (const target of targets) {
      if (layer(target) !== layer(file) && !below[layer(file)]!.includes(layer(target))) {
        wrong.push(`${file} → ${target}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("only the runtime knows where it runs", async () => {
  for await (const file of files(root)) {
    if (layer(file.slice(root.length)) === "runtime" || file.endsWith("contract/generate.ts")) continue;
    assert.doesNotMatch(await Deno.readTextFile(file), /\bDeno\.|"cloudflare:|process\.env/, file);
  }
});

Deno.test("every operation has a handler file of its name", async () => {
  const handlers = (await Array.fromAsync(files(`${root}handlers/`))).map((file) =>
    file.split("/").at(-1)!.replace(".ts", "")
  );
  const { operationList } = await import("../src/contract/routes.ts");
  for (const { id } of operationList) {
    assert.ok(handlers.includes(id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)), id);
  }
});
