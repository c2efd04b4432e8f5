/** Width of hand-written lines, and length of the files in src. */
import assert from "node:assert/strict";

const root = new URL("../", import.meta.url);
const maxColumns = 100;
const maxLines = 220;
const maxMedianLines = 60;

/** The first line of files that `deno task generate` writes. */
const generated = /^\/\/ Generated /;

async function* sources(directory: URL): AsyncGenerator<URL> {
  for await (const { name, isDirectory } of Deno.readDir(directory)) {
    const entry = new URL(isDirectory ? `${name}/` : name, directory);
    if (isDirectory) yield* sources(entry);
    else if (name.endsWith(".ts")) yield entry;
  }
}

/** The lines of each hand-written file in the directories, by its path. */
async function linesOf(...directories: string[]): Promise<Map<string, string[]>> {
  const files = new Map<string, string[]>();
  for (const directory of directories) {
    for await (const file of sources(new URL(`${directory}/`, root))) {
      const text = await Deno.readTextFile(file);
      if (!generated.test(text)) {
        files.set(file.href.slice(root.href.length), text.trimEnd().split("\n"));
      }
    }
  }
  return files;
}

/** A URL or a regular expression literal cannot be split. */
const isUnbreakable = (line: string): boolean =>
  /^(\/\/ |\* )?"?https?:\/\/\S+$/.test(line.trim()) ||
  /^\/(?![/*]).*\/[a-z]*[,;]?$/.test(line.trim());

const isTooWide = (line: string): boolean => [...line].length > maxColumns && !isUnbreakable(line);

Deno.test("only a long URL or regular expression may exceed the columns", () => {
  const long = "x".repeat(maxColumns);
  assert.deepEqual(
    [`  /${long}/gi,`, `// https://${long}`, long, `/** ${long} */`, `// ${long}`, `a /${long}/`]
      .map(isTooWide),
    [false, false, false, true, true, true],
  );
});

Deno.test(`no line exceeds ${maxColumns} columns`, async () => {
  const wide: string[] = [];
  for (const [file, lines] of await linesOf("src", "tests", "bench", "examples")) {
    lines.forEach((line, i) => isTooWide(line) && wide.push(`${file}:${i + 1}`));
  }
  assert.deepEqual(wide, []);
});

Deno.test(`no file of src exceeds ${maxLines} lines, the median ${maxMedianLines}`, async () => {
  const files = [...await linesOf("src")];
  assert.deepEqual(files.filter(([, { length }]) => length > maxLines).map(([file]) => file), []);
  const lengths = files.map(([, { length }]) => length).toSorted((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)]!;
  assert.ok(median <= maxMedianLines, `median ${median} lines`);
});
