/** Every operation of the contract as a route of @hono/zod-openapi. */
import { createRoute, type RouteConfig, z } from "@hono/zod-openapi";
import type { operations } from "./openapi.d.ts";
import { type JsonBody, jsonBody, jsonSchemas, maxBytesOf } from "./body.ts";
import { type Node, parameterType, resolve, spec, toZod } from "./schema.ts";

export type OperationId = keyof operations;

/** The properties of an operation that its route does not include. */
export type Operation = {
  id: OperationId;
  method: "get" | "post" | "put" | "patch" | "delete";
  path: string;
  /** The scopes that its `security` requires. */
  scopes: string[];
  /** Media types of the request body, and the most bytes of each. */
  accepts: string[];
  maxBytes: Record<string, number>;
  /** Passes the body as a stream: not every media type of it is JSON. */
  streams: boolean;
  parameters: Node[];
  body?: Node;
  responses: Record<string, Node>;
};

/** Whether a body of this media type is decoded as JSON; others are streams. */
export const isJson = (mediaType: string) => /[/+]json$/.test(mediaType);

const methods = ["get", "post", "put", "patch", "delete"] as const;

function describe(path: string, method: Operation["method"], item: Node): Operation {
  const operation: Node = item[method];
  const body = operation.requestBody && resolve(operation.requestBody);
  const accepts = Object.keys(body?.content ?? {});
  const security: Node[] = operation.security ?? spec.security ?? [];
  return {
    id: operation.operationId,
    method,
    path,
    scopes: security.flatMap((requirement) => Object.values(requirement).flat()),
    accepts,
    maxBytes: maxBytesOf(body?.content ?? {}),
    streams: !accepts.every(isJson),
    parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve),
    body,
    responses: Object.fromEntries(
      Object.entries<Node>(operation.responses).map(([s, r]) => [s, resolve(r)]),
    ),
  };
}

export const operationList: Operation[] = Object.entries<Node>(spec.paths).flatMap(([path, item]) =>
  methods.filter((method) => item[method]).map((method) => describe(path, method, item))
);

const groups = [["path", "params"], ["query", "query"], ["header", "headers"]] as const;

/** The route of an operation, which validates its parameters, and the type of its JSON body. */
export type Route = { config: RouteConfig; json?: JsonBody };

/** The route of each operation; it decodes and validates parameters by the contract. */
export function buildRoutes(): Map<OperationId, Route> {
  const schemas: Record<string, Node> = {};
  for (const operation of operationList) {
    for (const parameter of operation.parameters) {
      schemas[`${operation.id} ${parameter.name}`] = parameter.schema;
    }
    const media = jsonMedia(operation);
    if (media) Object.assign(schemas, jsonSchemas(`${operation.id} body`, media));
  }
  const zod = toZod(schemas);
  return new Map(operationList.map((operation) => {
    const media = jsonMedia(operation);
    return [operation.id, {
      config: route(operation, zod),
      ...(media ? { json: jsonBody(`${operation.id} body`, media, zod) } : {}),
    }];
  }));
}

const jsonMedia = ({ body, accepts, streams }: Operation): Node | undefined =>
  body && !streams ? body.content[accepts[0]!] : undefined;

function route(operation: Operation, zod: Record<string, z.ZodType>): RouteConfig {
  const { id, method, path, parameters } = operation;
  const request: Node = {};
  for (const [where, key] of groups) {
    const own = parameters.filter((parameter) => parameter.in === where);
    const shape = Object.fromEntries(own.map((p) => [
      where === "header" ? p.name.toLowerCase() : p.name,
      parameterType(p, zod[`${id} ${p.name}`]!),
    ]));
    // Rejects unknown query parameters, but not headers, since any request has undeclared ones.
    if (where === "query") request[key] = atOnce(z.strictObject(shape));
    else if (own.length) request[key] = atOnce(z.object(shape));
  }
  const responses = Object.fromEntries(
    Object.entries(operation.responses).map((
      [status, { description }],
    ) => [status, { description }]),
  );
  return createRoute({ operationId: id, method, path, request, responses, hide: true });
}

/** Zod compiles object schemas only for synchronous parsing, which halves the cost. */
function atOnce<T extends z.ZodType>(schema: T): T {
  schema.safeParseAsync = (value, context) => Promise.resolve(schema.safeParse(value, context));
  return schema;
}
