/** Mounts one handler per operation of the contract; a missing, surplus or wrongly typed one does not compile. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context as HonoContext, Env, MiddlewareHandler } from "hono";
import type { operations } from "./openapi.d.ts";
import { buildRoutes, type Operation, type OperationId, operationList } from "./routes.ts";
import { assertFits } from "./validate_response.ts";

export type { OperationId } from "./routes.ts";

declare const fits: unique symbol;
declare const text: unique symbol;

/** A response made by `reply`: it has passed the compiler for its operation. */
export type Fitting<Id> = Response & { [fits]: Id };

/** JSON text that Postgres wrote and that stands for a `T`. */
export type JsonText<T> = string & { [text]: T };

type Json = `${string}/json` | `${string}+json`;
type Content<R> = R extends { content: infer C } ? ([C] extends [undefined] ? never : C) : never;
type JsonOf<C> = C extends unknown ? { [M in keyof C]: M extends Json ? C[M] : never }[keyof C]
  : never;
/** What a `JsonText` of the operation's success stands for. */
export type Answer<Id extends OperationId> = operations[Id]["responses"] extends infer R
  ? 200 extends keyof R ? JsonOf<Content<R[200]>>
  : 201 extends keyof R ? JsonOf<Content<R[201]>>
  : never
  : never;
type Declared<R> = R extends { headers: infer H }
  ? { [K in keyof H as string extends K ? never : K extends "X-Request-Id" ? never : K]: H[K] }
  : unknown;
type Rest<R> = Record<never, never> extends Declared<R> ? [headers?: Declared<R>]
  : [headers: Declared<R>];
type Responses<Id extends OperationId> = operations[Id]["responses"];

/** Answers with a status, body and headers that the contract declares. */
export type Reply<Id extends OperationId> = <S extends keyof Responses<Id> & number>(
  status: S,
  body: JsonOf<Content<Responses<Id>[S]>> | JsonText<JsonOf<Content<Responses<Id>[S]>>>,
  ...rest: Rest<Responses<Id>[S]>
) => Fitting<Id>;

type Group<Id extends OperationId, K extends string> = operations[Id]["parameters"] extends infer P
  ? K extends keyof P ? Exclude<P[K], undefined> : never
  : never;
type BodyOf<Id extends OperationId> = operations[Id] extends { requestBody: { content: infer C } }
  ? Exclude<keyof C, Json> extends never ? C[keyof C]
  : { mediaType: keyof C; stream: ReadableStream<Uint8Array> }
  : undefined;

/** The request as the contract decoded it: defaults applied, unknown parameters rejected. */
export type Input<Id extends OperationId> = {
  path: Group<Id, "path">;
  query: Group<Id, "query">;
  body: BodyOf<Id>;
};

export type Handler<Id extends OperationId, Context> = (
  input: Input<Id>,
  context: Context,
  reply: Reply<Id>,
) => Promise<Fitting<Id>>;

/** One handler per operation; `Contexts` says what each has beside its input. */
export type Handlers<Contexts extends Record<OperationId, unknown>> = {
  [Id in OperationId]: Handler<Id, Contexts[Id]>;
};

export type MountOptions<E extends Env, Contexts extends Record<OperationId, unknown>> = {
  /** Run in this order before the request is validated. */
  middleware(operation: Operation): MiddlewareHandler<E>[];
  context(c: HonoContext<E>): Contexts[OperationId];
  /** Check each answer against the contract before it is sent; for development. */
  validateResponses: boolean;
};

/** Marks JSON text as standing for a `T`; the tests hold every answer against the contract. */
export const jsonText = <T>(json: string) => json as JsonText<T>;

// deno-lint-ignore no-explicit-any
type Untyped = any;

export function implement<E extends Env, Contexts extends Record<OperationId, unknown>>(
  app: OpenAPIHono<E>,
  handlers: Handlers<Contexts>,
  options: MountOptions<E, Contexts>,
): void {
  const routes = buildRoutes();
  for (const operation of operationList) {
    const handler = handlers[operation.id] as Untyped;
    const reply = replier(operation, options.validateResponses);
    const route = { ...routes.get(operation.id)!, middleware: options.middleware(operation) };
    app.openapi(
      route as Untyped,
      ((c: HonoContext<E>) => handler(input(operation, c), options.context(c), reply)) as Untyped,
    );
  }
}

function input(operation: Operation, c: HonoContext): Input<OperationId> {
  const valid = (target: string) => c.req.valid(target as never) as Untyped;
  const body = operation.streams
    ? {
      mediaType: mediaType(c.req.header("content-type")),
      stream: c.req.raw.body ?? new Blob([]).stream(),
    }
    : operation.body && valid("json");
  return { path: valid("param"), query: valid("query"), body } as Untyped;
}

/** The media type without its parameters, lower-case. */
export const mediaType = (contentType = "") => contentType.split(";")[0]!.trim().toLowerCase();

function replier(operation: Operation, validate: boolean) {
  return (status: number, body: unknown, headers: Record<string, string | number> = {}) => {
    const type = Object.keys(operation.responses[status]?.content ?? {})[0]!;
    const sent = typeof body === "string" ? body : JSON.stringify(body);
    if (validate) assertFits(operation, status, sent);
    return new Response(sent, {
      status,
      headers: { "content-type": type, ...headers } as Record<string, string>,
    });
  };
}
