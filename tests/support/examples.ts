/** Every example of openapi.yaml, found by walking it. */
import { ajv, follow, type Node, node, validator } from "./oracle.ts";
import { type Operation, operations } from "./probe.ts";

export type Kind = "parameter" | "body" | "answer" | "header" | "schema";
export type Example = {
  /** Where the example stands, and what it is an example of. */
  place: string;
  owner: string[];
  kind: Kind;
  value: unknown;
};

/** Every example below a node, at any depth. Throws for one of a kind that nothing is known of. */
export function examplesOf(at: Node, path: string[] = []): Example[] {
  if (at === null || typeof at !== "object") return [];
  return Object.entries<Node>(at).flatMap(([key, child]) => {
    if (key === "example") return [example(path, key, child)];
    if (key !== "examples") return examplesOf(child, [...path, key]);
    return Object.entries<Node>(child).map(([name, one]) =>
      example(path, `examples/${name}`, Array.isArray(child) ? one : one.value)
    );
  });
}

const example = (owner: string[], name: string, value: unknown): Example => ({
  place: `${owner.join("/")}/${name}`,
  owner,
  kind: kindOf(owner),
  value,
});

function kindOf(owner: string[]): Kind {
  if (owner.includes("schema") || owner.includes("schemas")) return "schema";
  if (owner.at(-2) === "parameters") return "parameter";
  if (owner.at(-2) === "headers") return "header";
  if (owner.at(-2) === "content") return owner.at(-3) === "requestBody" ? "body" : "answer";
  throw new Error(`an example that no test knows: ${owner.join("/")}`);
}

/** What ajv says against an example. */
export function schemaFault({ owner, kind, place, value }: Example): string[] {
  const check = validator(kind === "schema" ? owner : [...owner, "schema"]);
  return check(value) ? [] : [`${place}: ${ajv.errorsText(check.errors)}`];
}

const item = ({ path, method }: Operation) => ["paths", path, method.toLowerCase()];

/** The parameters of an operation, with their places behind any `$ref`. */
export const parametersAt = (operation: Operation): { at: string[]; parameter: Node }[] =>
  [item(operation).slice(0, 2), item(operation)].flatMap((owner) =>
    (node(owner).parameters ?? []).map((_: Node, i: number) =>
      follow([...owner, "parameters", String(i)])
    )
  ).map((at) => ({ at, parameter: node(at) }));

/** The place of an operation's body of this media type, and of its answer of this status. */
export const bodyAt = (
  operation: Operation,
  media: string,
) => [...item(operation), "requestBody", "content", media];
export const answerAt = (operation: Operation, status: string) => {
  const at = follow([...item(operation), "responses", status]);
  return [...at, "content", Object.keys(node(at).content)[0]!];
};

/** An example of a path parameter, by the parameter's name: it stands for what really exists. */
export const idExample = (examples: Example[], name: string) =>
  examples.find(({ kind, owner }) => kind === "parameter" && node(owner).name === name)
    ?.value as string;

export const operation = (id: string): Operation => operations.find((one) => one.id === id)!;
