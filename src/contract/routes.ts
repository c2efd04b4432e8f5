/** Every operation of the contract as a route of @hono/zod-openapi. */
import { createRoute, type RouteConfig, z } from "@hono/zod-openapi";
import type { operations } from "./openapi.d.ts";
import { type Node, parameterType, resolve, spec, toZod } from "./schema.ts";

export type OperationId = keyof operations;

/** The properties of an operation that its route does not include. */
export type Operation = {
  id: OperationId;
  method: "get" | "post" | "put" | "patch" | "delete";
  path: string;
  /** The scopes that its `security` requires. */
  scopes: string[];
  /** Media types of the request body. */
  accepts: string[];
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

/** The route of each operation; it decodes and validates requests by the contract. */
export function buildRoutes(): Map<OperationId, RouteConfig> {
  const schemas: Record<string, Node> = {};
  for (const operation of operationList) {
    for (const parameter of operation.parameters) {
      schemas[`${operation.id} ${parameter.name}`] = parameter.schema;
    }
    if (operation.body && !operation.streams) {
      schemas[`${operation.id} body`] = bodySchema(operation);
    }
  }
  const zod = toZod(schemas);
  return new Map(operationList.map((operation) => [operation.id, route(operation, zod)]));
}

const bodySchema = ({ body, accepts }: Operation): Node => body!.content[accepts[0]!].schema;

function route(operation: Operation, zod: Record<string, z.ZodType>): RouteConfig {
  const { id, method, path, parameters, accepts } = operation;
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
  if (operation.body && !operation.streams) {
    request.body = {
      required: true,
      content: { [accepts[0]!]: { schema: atOnce(zod[`${id} body`]!) } },
    };
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
