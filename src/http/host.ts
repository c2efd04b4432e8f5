import type { MiddlewareHandler } from "hono";
import { invalidRequest } from "./problem.ts";

/** RFC 9110, section 7.2, of names and addresses as servers have them. */
const wellFormed = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/;

/** Rejects a `Host` that is more than a host: servers build the URL from it, and a slash would move the path. */
export const checkHost: MiddlewareHandler = async (c, next) => {
  const host = c.req.header("host");
  if (host !== undefined && !wellFormed.test(host)) {
    throw invalidRequest([{ in: "header", name: "Host", message: "not a host name with a port" }]);
  }
  await next();
};
