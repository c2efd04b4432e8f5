/** What people read beside the code: every link leads somewhere, and every decision is listed. */
import assert from "node:assert/strict";

const root = new URL("../", import.meta.url);
const unread = [
  "node_modules",
  ".git",
  ".wrangler",
  ".callboard",
  "dist",
  "coverage",
  "bench/peers",
];

async function* documents(directory = ""): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(directory || ".", root))) {
    const path = directory + name;
    if (isDirectory && !unread.includes(path)) yield* documents(`${path}/`);
    else if (name.endsWith(".md")) yield path;
  }
}

/** The anchors of a document's headings, as GitHub makes them. */
const anchors = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")
  );

/** Why a link of a document leads nowhere; undefined when it leads somewhere. */
async function broken(document: string, link: string): Promise<string | undefined> {
  const [path, anchor] = link.split("#") as [string, string | undefined];
  const target = path ? new URL(path, new URL(document, root)) : new URL(document, root);
  const found = await Deno.stat(target).catch(() => undefined);
  if (!found) return `${document}: ${link}`;
  if (anchor === undefined || found.isDirectory) return undefined;
  return anchors(await Deno.readTextFile(target)).includes(anchor)
    ? undefined
    : `${document}: ${link}, no such heading`;
}

Deno.test("every link to a file or a heading leads somewhere", async () => {
  const faults: string[] = [];
  let links = 0;
  for await (const document of documents()) {
    const text = (await Deno.readTextFile(new URL(document, root))).replaceAll(/```[^]*?```/g, "");
    for (const [, link] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link!)) continue;
      links++;
      const fault = await broken(document, link!);
      if (fault) faults.push(fault);
    }
  }
  assert.deepEqual(faults, []);
  assert.ok(links > 20, String(links));
});

Deno.test("every decision is in the index, by its title", async () => {
  const directory = new URL("docs/decisions/", root);
  const index = await Deno.readTextFile(new URL("README.md", directory));
  const names = (await Array.fromAsync(Deno.readDir(directory))).map(({ name }) => name);
  const numbered = names.filter((name) => name !== "README.md").sort();
  for (const [i, name] of numbered.entries()) {
    assert.match(name, new RegExp(`^${String(i + 1).padStart(4, "0")}-[a-z-]+\\.md$`));
    const title = /^# \d+\. (.+)\n/.exec(await Deno.readTextFile(new URL(name, directory)))?.[1];
    assert.ok(index.includes(`| [${i + 1}](${name}) | ${title} |`), name);
  }
});
