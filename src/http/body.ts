/** Limits on the request body, checked before it is read. */
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { mediaType } from "../contract/implement.ts";
import type { Operation } from "../contract/routes.ts";
import { Problem } from "./problem.ts";

const pass: MiddlewareHandler = (_, next) => next();

/** Throws a 415 problem for a media type that the operation does not accept. */
export function acceptMediaType({ body, accepts }: Operation): MiddlewareHandler {
  if (!body) return pass;
  return async (c, next) => {
    if (!accepts.includes(mediaType(c.req.header("content-type")))) {
      throw new Problem("unsupported_media_type", `Send one of: ${accepts.join(", ")}.`);
    }
    await next();
  };
}

/** Throws a 413 problem for a body above `maxSize` bytes. The reader limits a streamed body. */
export function limitBody({ body, streams }: Operation, maxSize: number): MiddlewareHandler {
  if (!body || streams) return pass;
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new Problem("content_too_large");
    },
  });
}
