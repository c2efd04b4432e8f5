/** Requests generated from openapi.yaml: valid ones, and ones with one invalid place. */
import { generate } from "json-schema-faker";
import type { Draw } from "./draw.ts";
import { isJson, type Node } from "./oracle.ts";
import {
  bodyOf,
  declaredBody,
  exampleRequest,
  type Ids,
  type Operation,
  withText,
} from "./operations.ts";
import { recipeOf } from "./recipe.ts";
import { complete, faultyPlaces, fitting, isValid, unfitting } from "./texts.ts";
import type { Options } from "./client.ts";

export type Case = {
  operation: Operation;
  ids: Ids;
  /** Texts of the parameters outside of the path, by place and name. */
  texts: { where: string; name: string; text: string }[];
  /** The body of an operation that takes JSON. */
  json?: unknown;
  broken: boolean;
  /** Error statuses that it may cause although it is valid. */
  mayReject: number[];
};

/** The request of a case; an operation without a JSON body gets the example of its body. */
export function optionsOf({ operation, ids, texts, json }: Case): Options {
  const media = jsonMedia(operation);
  let options = media ? bodyOf(media, json) : exampleRequest(operation, ids);
  for (const { where, name, text } of texts) options = withText(options, where, name, text);
  return options;
}

const jsonMedia = ({ media }: Operation) => media.find(isJson);
const bodySchema = (operation: Operation): Node | undefined => {
  const media = jsonMedia(operation);
  return media && declaredBody(operation, media).schema;
};

/** A valid request; unless it `mustExist`, its path sometimes has an unknown id. */
export async function draft(
  operation: Operation,
  ids: Ids,
  draw: Draw,
  mustExist: boolean,
): Promise<Case> {
  const stranger = crypto.randomUUID();
  const inPath = operation.parameters.filter((one) =>
    one.in === "path" && isValid(one.schema, stranger)
  );
  const astray = !mustExist && inPath.length > 0 && draw.chance(15);
  const nowhere = astray ? { [draw.pick(inPath).name]: stranger } : {};
  const texts = operation.parameters.flatMap((parameter) => {
    const { in: where, name, required } = parameter;
    const known = where === "path" ? [] : fitting(operation, parameter);
    if (!known.length || (!required && !draw.chance(40))) return [];
    return [{ where, name, text: draw.pick(known) }];
  });
  const schema = bodySchema(operation);
  const json = schema && await fittingBody(operation, schema, ids, draw);
  const rejections = schema ? recipeOf(operation).mayReject?.(json, ids) ?? [] : [];
  return {
    operation,
    ids: { ...ids, ...nowhere },
    texts,
    json,
    broken: false,
    mayReject: [...(astray ? [404] : []), ...rejections],
  };
}

/** Repeats until ajv accepts the value: the generator does not support every keyword. */
async function fittingBody(
  operation: Operation,
  schema: Node,
  ids: Ids,
  draw: Draw,
): Promise<Node> {
  const { adapt = (body: Node) => body } = recipeOf(operation);
  for (let tries = 0; tries < 200; tries++) {
    const settings = { seed: draw.seed(), optionalsProbability: 0.6, maxItems: 3 };
    const body = adapt(await generate(complete(schema), settings as never), ids, draw);
    if (isValid(schema, body) && storable(body)) return body;
  }
  throw new Error(`no body was generated that fits ${JSON.stringify(schema)}`);
}

const storable = (value: unknown) => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value) ?? "");

/** Invalidates one place of a valid case; undefined if this draw cannot. */
export function broken(one: Case, draw: Draw): Case | undefined {
  const parameters = one.operation.parameters.filter((parameter) => parameter.in !== "path");
  const schema = bodySchema(one.operation);
  if (schema && draw.chance(70)) {
    const json = breakBody(schema, one.json, draw);
    const without = recipeOf(one.operation).malformed?.without ?? [];
    const texts = one.texts.filter(({ name }) => !without.includes(name));
    if (json !== undefined) return { ...one, texts, json, broken: true };
  }
  const instead = (where: string, name: string, text: string): Case => ({
    ...one,
    texts: [...one.texts.filter((other) => other.name !== name), { where, name, text }],
    broken: true,
  });
  if (parameters.length === 0 || draw.chance(10)) {
    return instead("query", `unknown${draw.seed()}`, "1");
  }
  const parameter = draw.pick(parameters);
  const bad = unfitting(parameter);
  return bad.length ? instead(parameter.in, parameter.name, draw.pick(bad)) : undefined;
}

const replacements = [
  ...[
    null,
    "",
    -1,
    1.5,
    1e9,
    "x".repeat(300),
    [],
    {},
    true,
    ["a", "a"],
    "+0",
    "2026-13-01T00:00:00Z",
  ],
];

/**
 * Changes one place of a body so that ajv rejects it; undefined if twenty attempts fail. Prefers an
 * attempt with a single error.
 */
function breakBody(schema: Node, body: unknown, draw: Draw): unknown {
  let rejected: unknown;
  for (let i = 0; i < 20; i++) {
    const root = { body: structuredClone(body) };
    const places: [Node, string][] = placesOf(root.body, `surplus${i}`);
    const [owner, key] = draw.pick(places.length ? places : [[root, "body"]] as [Node, string][]);
    if (draw.chance(20) && !Array.isArray(owner) && owner !== root) delete owner[key];
    else owner[key] = draw.pick<unknown>(replacements);
    const faults = faultyPlaces(schema, root.body);
    if (faults === 1) return root.body;
    if (faults > 1) rejected ??= root.body;
  }
  return rejected;
}

/** Every member of a value at any depth, and a missing one of each object. */
function placesOf(value: Node, surplus: string): [Node, string][] {
  if (value === null || typeof value !== "object") return [];
  const keys = Object.keys(value);
  const own: [Node, string][] = keys.map((key) => [value, key]);
  const within = keys.flatMap((key) => placesOf(value[key], surplus));
  return [...own, ...within, ...(Array.isArray(value) ? [] : [[value, surplus] as [Node, string]])];
}
