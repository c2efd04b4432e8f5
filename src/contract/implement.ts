/** Mounts one handler per operation; a missing, extra or wrongly typed one does not compile. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context as HonoContext, Env, MiddlewareHandler } from "hono";
import type { operations } from "./openapi.d.ts";
import type { JsonBody } from "./body.ts";
import { type Fitting, replier, type Reply } from "./reply.ts";
import { buildRoutes, type Operation, type OperationId, operationList } from "./routes.ts";

export { type Answer, type Fitting, type JsonText, jsonText, type Reply } from "./reply.ts";
export type { OperationId } from "./routes.ts";

type Json = `${string}/json` | `${string}+json`;
type Group<Id extends OperationId, K extends string> = operations[Id]["parameters"] extends infer P
  ? K extends keyof P ? Exclude<P[K], undefined> : never
  : never;
type BodyOf<Id extends OperationId> = operations[Id] extends { requestBody: { content: infer C } }
  ? Exclude<keyof C, Json> extends never ? C[keyof C]
  : { mediaType: keyof C; stream: ReadableStream<Uint8Array>; maxBytes: number }
  : undefined;

/** The decoded request: defaults are applied, unknown parameters rejected. */
export type Input<Id extends OperationId> = {
  path: Group<Id, "path">;
  query: Group<Id, "query">;
  header: Group<Id, "header">;
  body: BodyOf<Id>;
};

export type Handler<Id extends OperationId, Context> = (
  input: Input<Id>,
  context: Context,
  reply: Reply<Id>,
) => Promise<Fitting<Id>>;

/** One handler per operation; `Contexts` is the type of each handler's context. */
export type Handlers<Contexts extends Record<OperationId, unknown>> = {
  [Id in OperationId]: Handler<Id, Contexts[Id]>;
};

export type MountOptions<E extends Env, Contexts extends Record<OperationId, unknown>> = {
  /** Runs in this order before the request is validated. */
  middleware(operation: Operation): MiddlewareHandler<E>[];
  context(c: HonoContext<E>): Contexts[OperationId];
  /** The most bytes of the request's body. */
  maxBytes(c: HonoContext<E>): number;
  /** Reads and validates a JSON body. */
  readJson(c: HonoContext<E>, body: JsonBody): Promise<unknown>;
  /** Checks each response against the contract before it is sent; for development. */
  validateResponses: boolean;
};

// deno-lint-ignore no-explicit-any
type Untyped = any;

export function implement<E extends Env, Contexts extends Record<OperationId, unknown>>(
  app: OpenAPIHono<E>,
  handlers: Handlers<Contexts>,
  options: MountOptions<E, Contexts>,
): void {
  const routes = buildRoutes();
  for (const operation of operationList.toSorted(concreteFirst)) {
    const handler = handlers[operation.id] as Untyped;
    const reply = replier(operation, options.validateResponses);
    const { config, json } = routes.get(operation.id)!;
    const read = reader(operation, json, options);
    const route = { ...config, middleware: options.middleware(operation) };
    app.openapi(
      route as Untyped,
      (async (c: HonoContext<E>) => handler(await read(c), options.context(c), reply)) as Untyped,
    );
  }
}

/** Hono selects the first matching route, OpenAPI the one with the fewest parameters. */
const concreteFirst = (a: Operation, b: Operation) => templated(a.path) - templated(b.path);
const templated = (path: string) => path.split("{").length - 1;

/** Returns the handler's input from a request with validated parameters. */
function reader<E extends Env>(
  operation: Operation,
  json: JsonBody | undefined,
  options: Pick<MountOptions<E, Untyped>, "readJson" | "maxBytes">,
): (c: HonoContext<E>) => Promise<Input<OperationId>> {
  const headers = operation.parameters.filter((p) => p.in === "header").map(({ name }) => name);
  const streamed = (c: HonoContext<E>) => ({
    mediaType: mediaType(c.req.header("content-type")),
    stream: c.req.raw.body ?? new Blob([]).stream(),
    maxBytes: options.maxBytes(c),
  });
  return async (c) => {
    const valid = (target: string) => c.req.valid(target as never) as Untyped;
    const header = headers.map((name) => [name, valid("header")[name.toLowerCase()]]);
    return {
      path: valid("param"),
      query: valid("query"),
      header: Object.fromEntries(header),
      body: operation.streams ? streamed(c) : json && await options.readJson(c, json),
    } as Untyped;
  };
}

/** The media type in lower case, without parameters. */
export const mediaType = (contentType = "") => contentType.split(";")[0]!.trim().toLowerCase();
