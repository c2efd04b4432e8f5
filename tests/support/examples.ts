/** Collects every example of openapi.yaml. */
import { ajv, follow, isJson, type Node, node, resolved, validator, valueOf } from "./oracle.ts";
import { type Operation, placeOf, responseAt } from "./operations.ts";

export type Kind = "parameter" | "body" | "answer" | "header" | "schema";
export type Example = {
  /** The path of the example in the document. */
  place: string;
  owner: string[];
  kind: Kind;
  value: unknown;
};

/** Every example below a node, at any depth. Throws for an example of an unknown kind. */
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
  throw new Error(`an example of an unknown kind: ${owner.join("/")}`);
}

/** The errors of ajv in an example. */
export function schemaFault({ owner, kind, place, value }: Example): string[] {
  const schema = kind === "schema" ? owner : [...owner, "schema"];
  const check = validator(schema);
  const asText = kind !== "answer" || resolved(node(schema)).type === "string";
  return check(asText ? value : shownValue(owner, value))
    ? []
    : [`${place}: ${ajv.errorsText(check.errors)}`];
}

/** The value of a response example; an array of the lines of NDJSON. */
export const shownValue = (owner: string[], value: unknown): unknown =>
  typeof value === "string" && !isJson(owner.at(-1)!) ? valueOf(owner.at(-1)!, value) : value;

/** The parameters of an operation with their paths, `$ref` resolved. */
export const parametersAt = (operation: Operation): { at: string[]; parameter: Node }[] =>
  [placeOf(operation).slice(0, 2), placeOf(operation)].flatMap((owner) =>
    (node(owner).parameters ?? []).map((_: Node, i: number) =>
      follow([...owner, "parameters", String(i)])
    )
  ).map((at) => ({ at, parameter: node(at) }));

/** The paths of an operation's request body and responses. */
export const bodyAt = (
  operation: Operation,
  media: string,
) => [...placeOf(operation), "requestBody", "content", media];
export const answersAt = (operation: Operation, status: string): string[][] => {
  const at = responseAt(operation, status);
  return Object.keys(node(at).content ?? {}).map((media) => [...at, "content", media]);
};
