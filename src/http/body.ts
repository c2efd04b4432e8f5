/** Limits on the request body, checked before it is read. */
import type { Context, MiddlewareHandler } from "hono";
import { parseMediaType } from "../contract/media_type.ts";
import type { Operation } from "../contract/routes.ts";
import type { AppEnv } from "./app_env.ts";
import { tooLarge } from "./body_text.ts";
import { Problem } from "./problem.ts";

const pass: MiddlewareHandler = (_, next) => next();
const charsets = ["utf-8", "us-ascii"];

/**
 * Throws a 415 problem for a media type, charset or coding that the operation does not accept, and
 * a 413 problem for a body that is larger than its media type may be.
 */
export function acceptBody(operation: Operation, limit: number): MiddlewareHandler<AppEnv> {
  if (!operation.body) return pass;
  return async (c, next) => {
    const maxBytes = Math.min(limit, operation.maxBytes[acceptedType(operation, c)]!);
    c.set("maxBodyBytes", maxBytes);
    if (Number(c.req.header("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
    await next();
  };
}

function acceptedType({ accepts }: Operation, c: Context): string {
  const unsupported = (detail: string) => new Problem("unsupported_media_type", detail);
  const { type, parameters } = parseMediaType(c.req.header("content-type") ?? "") ?? {};
  if (type === undefined || !accepts.includes(type)) {
    throw unsupported(`Send one of: ${accepts.join(", ")}.`);
  }
  const charset = parameters!.get("charset")?.toLowerCase() ?? "utf-8";
  if (!charsets.includes(charset)) throw unsupported(`Send ${type} in UTF-8.`);
  const coding = c.req.header("content-encoding")?.trim().toLowerCase() || "identity";
  if (coding !== "identity") throw unsupported("Send the body without a `Content-Encoding`.");
  return type;
}
