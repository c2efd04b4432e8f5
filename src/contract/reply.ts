/** Typed replies: a handler sends nothing but what the contract declares for its operation. */
import type { operations } from "./openapi.d.ts";
import { isJson, type Operation, type OperationId } from "./routes.ts";
import { assertFits } from "./validate_response.ts";

declare const fits: unique symbol;
declare const text: unique symbol;

/** A response made by `reply`: it has passed the compiler for its operation. */
export type Fitting<Id> = Response & { [fits]: Id };

/** JSON text that Postgres wrote and that stands for a `T`. */
export type JsonText<T> = string & { [text]: T };

/** Marks JSON text as standing for a `T`; the tests hold every answer against the contract. */
export const jsonText = <T>(json: string) => json as JsonText<T>;

type Json = `${string}/json` | `${string}+json`;
type Content<R> = R extends { content: infer C } ? ([C] extends [undefined] ? never : C) : never;
type JsonOf<C> = { [M in keyof C]: M extends Json ? C[M] : never }[keyof C];

/** A JSON media type takes a value or its text, any other one a stream of bytes. */
type Body<C> = {
  [M in keyof C]: M extends Json ? C[M] | JsonText<C[M]> : ReadableStream<Uint8Array>;
}[keyof C];

/** The headers that the handler sets; the id of the request is set for it. */
type Declared<R> = R extends { headers: infer H }
  ? { [K in keyof H as string extends K ? never : K extends "X-Request-Id" ? never : K]: H[K] }
  : Record<never, never>;
type HeadersOf<H> = keyof H extends never ? []
  : Record<never, never> extends H ? [headers?: H]
  : [headers: H];

type Parts<R> = [Content<R>] extends [never] ? HeadersOf<Declared<R>>
  : [body: Body<Content<R>>, ...headers: HeadersOf<Declared<R>>];

/** Replies to the responses of an operation: a body exactly where one is declared, then headers. */
export type ReplyWith<Responses, Id> = <S extends keyof Responses & number>(
  status: S,
  ...parts: Parts<Responses[S]>
) => Fitting<Id>;

type Responses<Id extends OperationId> = operations[Id]["responses"];

/** Answers with a status, body and headers that the contract declares. */
export type Reply<Id extends OperationId> = ReplyWith<Responses<Id>, Id>;

/** What a `JsonText` of the operation's success stands for. */
export type Answer<Id extends OperationId> = {
  [S in keyof Responses<Id>]: S extends 200 | 201 | 202 ? JsonOf<Content<Responses<Id>[S]>> : never;
}[keyof Responses<Id>];

/** The media types of a response that has a body. */
function mediaTypes(content: Record<string, unknown>): { json?: string; stream?: string } {
  const types = Object.keys(content);
  return { json: types.find(isJson), stream: types.find((type) => !isJson(type)) };
}

/** Makes the `reply` of an operation. A stream passes unread, also when answers are validated. */
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
