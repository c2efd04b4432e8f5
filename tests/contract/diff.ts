/**
 * `deno task contract:diff`: openapi.yaml against the last release (tests/contract/released.yaml), each change classified. A breaking one
 * fails unless the CHANGELOG's unreleased part has a heading `### Breaking`. `--release` makes the present document the released one.
 */
// deno-lint-ignore-file no-import-prefix
import { apiCompare } from "npm:api-smart-diff@1.0.6";
import { parse } from "yaml";

const root = new URL("../../", import.meta.url);
const released = new URL("tests/contract/released.yaml", root);
type Change = { kind: string; action: string; path: string };

/** The changes that a caller can meet; other `components` only repeat what `paths` show. */
const isSeen = ([part, kind]: (string | number)[]) =>
  part === "paths" || part === "security" || part === "servers" ||
  (part === "components" && kind === "securitySchemes");

export function changes(before: string, after: string): Change[] {
  const { diffs } = apiCompare(readable(before), readable(after)) as {
    diffs: { type: string; action: string; path: (string | number)[] }[];
  };
  return diffs.filter(({ path }) => isSeen(path)).map(({ type, action, path }) => ({
    kind: type,
    action,
    path: path.slice(path[0] === "paths" ? 1 : 0).join("/"),
  }));
}

/** Without discriminators, which the comparison cannot read. */
const readable = (yaml: string) =>
  JSON.parse(
    JSON.stringify(parse(yaml), (key, value) => (key === "discriminator" ? undefined : value)),
  );

async function main(): Promise<number> {
  const current = await Deno.readTextFile(new URL("openapi.yaml", root));
  if (Deno.args.includes("--release")) {
    await Deno.writeTextFile(released, current);
    return 0;
  }
  const found = changes(await Deno.readTextFile(released), current);
  for (const { kind, action, path } of found) console.log(`${kind}\t${action}\t${path}`);
  const breaking = found.filter(({ kind }) => kind === "breaking").length;
  const unreleased = (await Deno.readTextFile(new URL("CHANGELOG.md", root))).split(/^## /m)[1] ??
    "";
  const told = /^### Breaking/m.test(unreleased);
  console.log(`${found.length} changes since the last release, ${breaking} of them breaking`);
  if (breaking === 0 || told) return 0;
  console.error(
    "A breaking change needs a note under `### Breaking` in the unreleased part of CHANGELOG.md.",
  );
  return 1;
}

if (import.meta.main) Deno.exit(await main());
