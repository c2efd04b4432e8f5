/** Finds the test files, separated by whether they need a database. */
import { fileURLToPath, pathToFileURL } from "node:url";

const sources = new URL("../../src/", import.meta.url).href;

/** Suites with a runner of their own. */
const suitesApart = ["faults", "extension"];

async function* testFiles(path: string): AsyncGenerator<string> {
  if ((await Deno.stat(path)).isFile) return yield path;
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    const entry = `${path.replace(/\/$/, "")}/${name}`;
    if (isDirectory && suitesApart.includes(name)) continue;
    if (isDirectory) yield* testFiles(entry);
    else if (name.endsWith("_test.ts")) yield entry;
  }
}

const importStatement =
  /^(?:import|export)\s+(?:([^"';]*?)\s*from\s*)?"([^"]+)"|\bimport\("([^"]+)"\)/gm;

/** Whether an import clause has only types, which do not exist at run time. */
const isTypeOnly = (clause = "") => /^type\b|^\{(\s*type\s[^,}]+,?)+\s*\}$/.test(clause);

/** The files that a test file imports at run time, except sources. */
const importsOf = (file: string, text: string): string[] =>
  [...text.matchAll(importStatement)]
    .filter(([, clause]) => !isTypeOnly(clause))
    .map(([, , from, dynamic]) => from ?? dynamic!)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => new URL(specifier, pathToFileURL(file)))
    .filter(({ href }) => !href.startsWith(sources))
    .map((url) => fileURLToPath(url));

const readsAddress = /\bDeno\.env\.get\("TEST_DATABASE_URL"\)/;

/** Whether the file, or a test file that it imports, reads the address of the database. */
async function needsDatabase(file: string, visited = new Set<string>()): Promise<boolean> {
  visited.add(file);
  const text = await Deno.readTextFile(file);
  if (readsAddress.test(text)) return true;
  for (const imported of importsOf(file, text)) {
    if (!visited.has(imported) && await needsDatabase(imported, visited)) return true;
  }
  return false;
}

export type TestFiles = { unit: string[]; database: string[] };

/** The test files at these paths, with all files below a directory. */
export async function findTestFiles(paths: string[]): Promise<TestFiles> {
  const found: TestFiles = { unit: [], database: [] };
  for (const path of paths) {
    for await (const file of testFiles(path)) {
      found[await needsDatabase(file) ? "database" : "unit"].push(file);
    }
  }
  return found;
}
