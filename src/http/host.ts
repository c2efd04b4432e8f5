import type { MiddlewareHandler } from "hono";
import { invalidRequest } from "./problem.ts";

/** The Host of RFC 9110, section 7.2, limited to DNS names and IP addresses. */
const wellFormed = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/;

/** Servers build the URL from `Host`: a slash in it would change the path. */
export const checkHost: MiddlewareHandler = async (c, next) => {
  const host = c.req.header("host");
  if (host !== undefined && !wellFormed.test(host)) {
    throw invalidRequest([{ in: "header", name: "Host", message: "not a host name with a port" }]);
  }
  await next();
};
