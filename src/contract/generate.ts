/**
 * openapi.yaml → openapi.json (what the engine reads), openapi.d.ts (what the compiler reads),
 * assets/openapi.yaml (what the server publishes), and the types of a client. `--check` writes
 * nothing * and fails when one of them is outdated.
 */
// deno-lint-ignore-file no-import-prefix
import openapiTypes, { astToString } from "npm:openapi-typescript@7.13.0";
import { parse } from "npm:yaml@2.9.1";
import "npm:typescript@5.9.3";

// deno-lint-ignore no-explicit-any
type Node = any;

const root = new URL("../../", import.meta.url);
const yaml = await Deno.readTextFile(new URL("openapi.yaml", root));
const document = parse(yaml);

/** Whether a schema, or the component that it refers to, has a default. */
const hasDefault = ({ $ref, ...schema }: Node): boolean =>
  $ref
    ? hasDefault($ref.slice(2).split("/").reduce((at: Node, key: string) => at[key], document))
    : schema.default !== undefined;

/** For handlers: a parameter or property with a default is always present after validation. */
function withDefaultsPresent(node: Node): Node {
  if (Array.isArray(node)) return node.map(withDefaultsPresent);
  if (node === null || typeof node !== "object") return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, withDefaultsPresent(value)]),
  );
  if (copy.in && copy.name && (copy.schema as Node)?.default !== undefined) copy.required = true;
  if (copy.type === "object" && copy.properties) {
    const defaulted = Object.keys(copy.properties).filter((name) =>
      hasDefault(copy.properties[name])
    );
    copy.required = [...new Set([...(copy.required ?? []), ...defaulted])];
  }
  return copy;
}

const header = "// Generated from openapi.yaml by src/contract/generate.ts: do not edit.\n";
const typesOf = async (of: Node) =>
  header + astToString(await openapiTypes(of, { emptyObjectsUnknown: true }));
const files: Record<string, string> = {
  "src/contract/openapi.json": JSON.stringify(document, null, 1) + "\n",
  "src/contract/openapi.d.ts": await typesOf(withDefaultsPresent(document)),
  "assets/openapi.yaml": yaml,
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
