import type { MiddlewareHandler } from "hono";
import { invalidRequest } from "./problem.ts";

const escapes = /(?:%[0-9a-f]{2})+/gi;

/** Rejects a query whose escapes are not UTF-8: they would be taken as they are written. */
export const checkQuery: MiddlewareHandler = async (c, next) => {
  const at = c.req.url.indexOf("?");
  const query = at < 0 ? "" : c.req.url.slice(at + 1);
  for (const pair of /%[89a-f]/i.test(query) ? query.split("&") : []) {
    const wrong = pair.match(escapes)?.find((run) => decoded(run) === undefined);
    if (wrong === undefined) continue;
    const [name = ""] = pair.split("=");
    throw invalidRequest([{
      in: "query",
      name: decoded(name) ?? name,
      message: `${wrong.slice(0, 60)} is not UTF-8, in which é is %C3%A9`,
    }]);
  }
  await next();
};

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
