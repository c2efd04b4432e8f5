/** Every operation of openapi.yaml, read without the engine, and a valid request of each. */
import type { Options } from "./client.ts";
import { follow, isJson, type Node, node, spec, templateOf } from "./oracle.ts";

export type Operation = {
  id: string;
  method: string;
  path: string;
  scopes: string[];
  parameters: Node[];
  /** Media types of the request body. */
  media: string[];
  responses: string[];
};

const parametersOf = (item: Node, operation: Node): Node[] =>
  [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
    parameter.$ref ? node(follow(parameter.$ref.slice(2).split("/"))) : parameter
  );

const scopesOf = (operation: Node): string[] =>
  (operation.security ?? spec.security).flatMap((one: Node) => Object.values<string[]>(one).flat());

export const operations: Operation[] = Object.entries<Node>(spec.paths).flatMap(([path, item]) =>
  ["get", "post", "put", "patch", "delete"].filter((method) => item[method]).map((method) => ({
    id: item[method].operationId,
    method: method.toUpperCase(),
    path,
    scopes: scopesOf(item[method]),
    parameters: parametersOf(item, item[method]),
    media: Object.keys(item[method].requestBody?.content ?? {}),
    responses: Object.keys(item[method].responses),
  }))
);

export const operation = (id: string): Operation => operations.find((one) => one.id === id)!;

/** The operation of a request. */
export function operationOf({ method, url }: Request): Operation | undefined {
  const path = templateOf(new URL(url).pathname);
  return operations.find((one) => one.path === path && one.method === method);
}

/** The path of an operation in the document, and its declared response of a status. */
export const placeOf = ({ path, method }: Operation) => ["paths", path, method.toLowerCase()];
export const responseAt = (operation: Operation, status: string): string[] =>
  follow([...placeOf(operation), "responses", status]);

/** Existing ids, by the name of their parameter. */
export type Ids = Record<string, string>;

/** The examples of a parameter or body. */
export const examplesIn = ({ example, examples }: Node): unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values<Node>(examples ?? {}).map(({ value }) => value),
];

/** The id in all examples: the example of its parameter. */
const shownIds = new Map<string, unknown>(
  operations.flatMap(({ parameters }) => parameters)
    .map((parameter) => [parameter.name, examplesIn(parameter)[0]]),
);

/** An example with each id replaced by an existing one. */
export function withIds<T>(example: T, ids: Ids): T {
  let text = JSON.stringify(example);
  for (const [name, real] of Object.entries(ids)) {
    const shown = shownIds.get(name);
    if (shown !== undefined) text = text.replaceAll(JSON.stringify(shown), JSON.stringify(real));
  }
  return JSON.parse(text);
}

export const pathOf = ({ path }: Operation, ids: Ids): string =>
  path.replace(/\{(\w+)\}/g, (template, name) => ids[name] ?? template);

/** Encodes a body of this media type. */
export const bodyOf = (media: string, value: unknown): Options => {
  if (media === "multipart/form-data") return formOf(value as Record<string, string>);
  const body = isJson(media) ? JSON.stringify(value) : String(value);
  return { body, headers: { "content-type": media } };
};

/** A form with files, as curl sends it. */
function formOf(files: Record<string, string>): Options {
  const parts = Object.entries(files).map(([name, text]) =>
    `--b1\r\nContent-Disposition: form-data; name="${name}"; filename="${name}.csv"\r\n` +
    `Content-Type: text/csv\r\n\r\n${text}\r\n`
  );
  const headers = { "content-type": "multipart/form-data; boundary=b1" };
  return { body: `${parts.join("")}--b1--\r\n`, headers };
}

/** The media type that the harness prefers: one that it can generate and break. */
export const preferredMedia = ({ media }: Operation): string | undefined =>
  media.find(isJson) ?? media[0];

/** The declared request body of a media type. */
export const declaredBody = (operation: Operation, media: string): Node =>
  node(placeOf(operation)).requestBody.content[media];

/** The required query parameters of an operation, with their first examples. */
const requiredQuery = ({ parameters }: Operation): Options => {
  const required = parameters.filter((one) => one.in === "query" && one.required);
  if (required.length === 0) return {};
  return {
    query: Object.fromEntries(required.map((one) => [one.name, String(examplesIn(one)[0])])),
  };
};

/** A valid request of the operation, from the first examples of its body and required query. */
export function exampleRequest(operation: Operation, ids: Ids): Options {
  const media = preferredMedia(operation);
  if (!media) return requiredQuery(operation);
  return bodyOf(media, withIds(examplesIn(declaredBody(operation, media))[0], ids));
}

/** Options with a query or header parameter. */
export const withText = (options: Options, where: string, name: string, text: string): Options =>
  where === "query"
    ? { ...options, query: { ...options.query, [name]: text } }
    : { ...options, headers: { ...options.headers, [name]: text } };
