/**
 * openapi.yaml → openapi.json (what the engine reads), openapi.d.ts (what the compiler reads), and
 * the types of a client. `--check` writes nothing and fails when one of them is outdated.
 */
// deno-lint-ignore-file no-import-prefix
import openapiTypes, { astToString } from "npm:openapi-typescript@7.13.0";
import { parse } from "npm:yaml@2.9.1";
import "npm:typescript@5.9.3";

// deno-lint-ignore no-explicit-any
type Node = any;

/** For handlers: a parameter or property with a default is always present after validation. */
function withDefaultsPresent(node: Node): Node {
  if (Array.isArray(node)) return node.map(withDefaultsPresent);
  if (node === null || typeof node !== "object") return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, withDefaultsPresent(value)]),
  );
  if (copy.in && copy.name && (copy.schema as Node)?.default !== undefined) copy.required = true;
  return copy;
}

const root = new URL("../../", import.meta.url);
const document = parse(await Deno.readTextFile(new URL("openapi.yaml", root)));
const typesOf = async (of: Node) =>
  `// Generated from openapi.yaml by src/contract/generate.ts: do not edit.\n${
    astToString(await openapiTypes(of, { emptyObjectsUnknown: true }))
  }`;

const files: Record<string, string> = {
  "src/contract/openapi.json": JSON.stringify(document, null, 1) + "\n",
  "src/contract/openapi.d.ts": await typesOf(withDefaultsPresent(document)),
  "examples/openapi.d.ts": await typesOf(document), // as a client sees it
};

for (const [name, text] of Object.entries(files)) {
  const at = new URL(name, root);
  const old = await Deno.readTextFile(at).catch(() => "");
  if (old === text) continue;
  if (Deno.args.includes("--check")) {
    console.error(`stale: ${name}; run \`deno task generate\``);
    Deno.exitCode = 1;
  } else await Deno.writeTextFile(at, text);
}
