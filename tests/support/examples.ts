/** Every example of openapi.yaml, found by walking it. */
import { ajv, follow, isJson, type Node, node, resolved, validator, valueOf } from "./oracle.ts";
import { type Operation, placeOf, responseAt } from "./operations.ts";

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
  const schema = kind === "schema" ? owner : [...owner, "schema"];
  const check = validator(schema);
  const asText = kind !== "answer" || resolved(node(schema)).type === "string";
  return check(asText ? value : shownValue(owner, value))
    ? []
    : [`${place}: ${ajv.errorsText(check.errors)}`];
}

/** The value that an example of an answer shows: of NDJSON in a text, all of its lines. */
export const shownValue = (owner: string[], value: unknown): unknown =>
  typeof value === "string" && !isJson(owner.at(-1)!) ? valueOf(owner.at(-1)!, value) : value;

/** The parameters of an operation, with their places behind any `$ref`. */
export const parametersAt = (operation: Operation): { at: string[]; parameter: Node }[] =>
  [placeOf(operation).slice(0, 2), placeOf(operation)].flatMap((owner) =>
    (node(owner).parameters ?? []).map((_: Node, i: number) =>
      follow([...owner, "parameters", String(i)])
    )
  ).map((at) => ({ at, parameter: node(at) }));

/** The places of an operation's body of a media type, and of its answers of a status, if any. */
export const bodyAt = (
  operation: Operation,
  media: string,
) => [...placeOf(operation), "requestBody", "content", media];
export const answersAt = (operation: Operation, status: string): string[][] => {
  const at = responseAt(operation, status);
  return Object.keys(node(at).content ?? {}).map((media) => [...at, "content", media]);
};
