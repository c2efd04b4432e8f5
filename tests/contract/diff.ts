/**
 * `deno task contract:diff [--verbose]`: compares openapi.yaml with the last release
 * (tests/contract/released.yaml) and lists the breaking changes, or all of them. A breaking change
 * fails unless the unreleased part of CHANGELOG.md has a heading `### Breaking`.
 * `--release` makes openapi.yaml the released contract.
 */
// deno-lint-ignore-file no-import-prefix
import { apiCompare } from "npm:api-smart-diff@1.0.6";
import { parse } from "yaml";

const root = new URL("../../", import.meta.url);
const released = new URL("tests/contract/released.yaml", root);
export type Change = { kind: string; action: string; path: string };

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

/** The breaking changes, or all of them, a line each, and a line that counts them. */
export function report(found: Change[], verbose: boolean): string[] {
  const breaking = found.filter(({ kind }) => kind === "breaking");
  const listed = verbose ? found : breaking;
  return [
    ...listed.map(({ kind, action, path }) => `${kind}\t${action}\t${path}`),
    `${found.length} changes since the last release, ${breaking.length} of them breaking` +
    (listed.length < found.length ? " (--verbose lists all)" : ""),
  ];
}

async function main(): Promise<number> {
  const current = await Deno.readTextFile(new URL("openapi.yaml", root));
  if (Deno.args.includes("--release")) {
    await Deno.writeTextFile(released, current);
    return 0;
  }
  const found = changes(await Deno.readTextFile(released), current);
  for (const line of report(found, Deno.args.includes("--verbose"))) console.log(line);
  const unreleased = (await Deno.readTextFile(new URL("CHANGELOG.md", root))).split(/^## /m)[1] ??
    "";
  const hasNote = /^### Breaking/m.test(unreleased);
  if (hasNote || found.every(({ kind }) => kind !== "breaking")) return 0;
  console.error(
    "A breaking change needs a note under `### Breaking` in the unreleased part of CHANGELOG.md.",
  );
  return 1;
}

if (import.meta.main) Deno.exit(await main());
