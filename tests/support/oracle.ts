/** The independent oracle of every response: ajv on openapi.yaml, without zod or the routes. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { parse } from "yaml";

// deno-lint-ignore no-explicit-any
export type Node = any;

export const spec: Node = parse(
  Deno.readTextFileSync(new URL("../../openapi.yaml", import.meta.url)),
);
export const ajv = new Ajv2020({ strict: false, allErrors: true });
// deno-lint-ignore no-explicit-any
(formats as any)(ajv);
ajv.addSchema(spec, "openapi");

export const follow = (path: string[]): string[] => {
  const at = node(path);
  return at.$ref ? follow(at.$ref.slice(2).split("/")) : path;
};
export const node = (path: string[]): Node => path.reduce((at: Node, key) => at[key], spec);
const escape = (key: string) =>
  "/" + encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
/** The validator of the schema at a path of the document. */
export const validator = (path: string[]): ValidateFunction =>
  ajv.getSchema(`openapi#${path.map(escape).join("")}`)!;

const parameterCount = (path: string) => path.split("{").length - 1;
/** The paths of the contract, in OpenAPI's matching order: fewest parameters first. */
const templates = Object.keys(spec.paths)
  .toSorted((a, b) => parameterCount(a) - parameterCount(b))
  .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`) }));

/** The path template that a request's path matches. */
export const templateOf = (pathname: string): string | undefined =>
  templates.find(({ pattern }) => pattern.test(pathname))?.path;

export type Exchange = {
  method: string;
  url: string;
  status: number;
  headers: Headers;
  text: string;
};

/** Returns how a response violates the contract; empty if it does not. */
export function violations({ method, url, status, headers, text }: Exchange): string[] {
  const template = templateOf(new URL(url, "http://x").pathname);
  const operation = template && spec.paths[template][method.toLowerCase()];
  if (!operation) return outside(status, headers, text);
  const wrong: string[] = [];
  if (!operation.responses[status]) {
    return [`${operation.operationId}: status ${status} is not declared: ${text.slice(0, 300)}`];
  }
  const at = follow(["paths", template, method.toLowerCase(), "responses", String(status)]);
  for (const [name, header] of Object.entries<Node>(node(at).headers ?? {})) {
    const path = header.$ref ? header.$ref.slice(2).split("/") : [...at, "headers", name];
    const value = headers.get(name);
    if (value === null) {
      if (node(path).required) wrong.push(`header ${name} is missing`);
      continue;
    }
    const typed = node(path).schema.type === "integer" ? Number(value) : value;
    if (!validator([...path, "schema"])(typed)) wrong.push(`header ${name}: ${value}`);
  }
  const { content } = node(at);
  const check = (type: string) => validator([...at, "content", type, "schema"]);
  return [...wrong, ...bodyViolations(content, headers, text, check)].map((fault) =>
    `${operation.operationId} ${status}: ${fault}`
  );
}

/** The media type of a response without parameters; undefined without one. */
export const mediaTypeOf = (headers: Headers): string | undefined =>
  headers.get("content-type")?.replace(/;.*/, "").trim();
export const isJson = (mediaType: string) => /[/+]json$/.test(mediaType);

/** The value of a JSON body, or the values of the lines of an NDJSON body. */
export function valueOf(mediaType: string, text: string): unknown {
  if (isJson(mediaType)) return JSON.parse(text);
  if (mediaType !== "application/x-ndjson") return text;
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}

/** Returns how a body violates the declared `content`; undefined `content` allows no body. */
export function bodyViolations(
  content: Node | undefined,
  headers: Headers,
  text: string,
  validatorOf: (mediaType: string) => ValidateFunction,
): string[] {
  const type = mediaTypeOf(headers);
  if (!content) {
    return [
      ...(text === "" ? [] : ["a body where none is declared"]),
      ...(type === undefined ? [] : [`content type ${type} where no body is declared`]),
    ];
  }
  if (type === undefined || !content[type]) return [`content type ${type} is not declared`];
  if (text === "" && isJson(type)) return ["no body where one is declared"];
  const check = validatorOf(type);
  try {
    // NDJSON is validated against a schema of an array of its lines, or of its text.
    const asText = !isJson(type) && resolved(content[type].schema).type === "string";
    const value = asText ? text : valueOf(type, text);
    return check(value) ? [] : [`${ajv.errorsText(check.errors)} in ${text.slice(0, 400)}`];
  } catch (error) {
    return [`no ${type}: ${(error as Error).message} in ${text.slice(0, 400)}`];
  }
}

/** A schema with its `$ref` resolved. */
export const resolved = (schema: Node): Node =>
  schema.$ref ? node(follow(schema.$ref.slice(2).split("/"))) : schema;

/** Responses of undeclared paths and methods are a Problem, too. */
function outside(status: number, headers: Headers, text: string): string[] {
  if (status < 400) return [];
  const check = validator(["components", "schemas", "Problem"]);
  if (mediaTypeOf(headers) !== "application/problem+json") {
    return ["an error that is no problem document"];
  }
  return check(JSON.parse(text)) ? [] : [ajv.errorsText(check.errors)];
}

/** Visits every schema of the document. */
export function walk(
  document: Node,
  visit: (schema: Node, place: string, required: boolean) => void,
): void {
  const schema = (node: Node, place: string, required = false): void => {
    visit(node, place, required);
    for (const [name, property] of Object.entries<Node>(node.properties ?? {})) {
      schema(property, `${place}/${name}`, node.required?.includes(name));
    }
    if (node.items) schema(node.items, `${place}[]`);
    if (typeof node.additionalProperties === "object") {
      schema(node.additionalProperties, `${place}/*`);
    }
    for (const option of node.oneOf ?? []) schema(option, `${place}|`);
  };
  const find = (node: Node, place: string): void => {
    if (node === null || typeof node !== "object") return;
    for (const [key, value] of Object.entries<Node>(node)) {
      if (key === "schema") schema(value, place);
      else if (key === "schemas") {
        for (const [name, one] of Object.entries<Node>(value)) schema(one, name);
      } else if (key !== "example" && key !== "examples") find(value, `${place}/${key}`);
    }
  };
  find(document, "");
}
