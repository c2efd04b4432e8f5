/** Typed replies: a handler can send only responses that the contract declares. */
import type { operations } from "./openapi.d.ts";
import { isJson, type Operation, type OperationId } from "./routes.ts";
import { assertFits } from "./validate_response.ts";

declare const fits: unique symbol;
declare const text: unique symbol;

/** A response of `reply`, type-checked for its operation. */
export type Fitting<Id> = Response & { [fits]: Id };

/** JSON text that represents a `T`. */
export type JsonText<T> = string & { [text]: T };

/** Declares that JSON text represents a `T`; the tests validate every response. */
export const jsonText = <T>(json: string) => json as JsonText<T>;

type Json = `${string}/json` | `${string}+json`;
type Content<R> = R extends { content: infer C } ? ([C] extends [undefined] ? never : C) : never;
type JsonOf<C> = { [M in keyof C]: M extends Json ? C[M] : never }[keyof C];

/** JSON media types take a value or its text, others a stream of bytes. */
type Body<C> = {
  [M in keyof C]: M extends Json ? C[M] | JsonText<C[M]> : ReadableStream<Uint8Array>;
}[keyof C];

/** The headers that the handler must set; middleware sets the request id. */
type Declared<R> = R extends { headers: infer H }
  ? { [K in keyof H as string extends K ? never : K extends "X-Request-Id" ? never : K]: H[K] }
  : Record<never, never>;
type HeadersOf<H> = keyof H extends never ? []
  : Record<never, never> extends H ? [headers?: H]
  : [headers: H];

type Parts<R> = [Content<R>] extends [never] ? HeadersOf<Declared<R>>
  : [body: Body<Content<R>>, ...headers: HeadersOf<Declared<R>>];

/** The arguments of each response of an operation: a body only if one is declared, then headers. */
export type ReplyWith<Responses, Id> = <S extends keyof Responses & number>(
  status: S,
  ...parts: Parts<Responses[S]>
) => Fitting<Id>;

type Responses<Id extends OperationId> = operations[Id]["responses"];

/** Returns a response with a status, body and headers that the contract declares. */
export type Reply<Id extends OperationId> = ReplyWith<Responses<Id>, Id>;

/** The type that the `JsonText` of a successful response represents. */
export type Answer<Id extends OperationId> = {
  [S in keyof Responses<Id>]: S extends 200 | 201 | 202 ? JsonOf<Content<Responses<Id>[S]>> : never;
}[keyof Responses<Id>];

/** The media types of a response with a body. */
function mediaTypes(content: Record<string, unknown>): { json?: string; stream?: string } {
  const types = Object.keys(content);
  return { json: types.find(isJson), stream: types.find((type) => !isJson(type)) };
}

/** Creates the `reply` of an operation. Validation does not read streams. */
export function replier(operation: Operation, validate: boolean) {
  const declared = new Map(
    Object.entries(operation.responses)
      .map(([status, { content }]) => [Number(status), content && mediaTypes(content)]),
  );
  return (status: number, ...parts: unknown[]): Response => {
    const types = declared.get(status);
    const [body, headers] = types ? parts : [undefined, parts[0]];
    const sent = types ? encode(body) : null;
    const type = sent instanceof ReadableStream ? types?.stream : types?.json;
    if (validate) assertFits(operation, status, sent, type);
    const all = { ...(type ? { "content-type": type } : {}), ...headers as object };
    return new Response(sent, { status, headers: all as Record<string, string> });
  };
}

const encode = (body: unknown): string | ReadableStream<Uint8Array> =>
  typeof body === "string" || body instanceof ReadableStream ? body : JSON.stringify(body);
