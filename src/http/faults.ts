/** Responses to requests that fail. */
import type { Context } from "hono";
import { firstKey } from "../domain/json_pointer.ts";
import { mayHoldUnstorable, unstorable, unstorablePath } from "../domain/well_formed.ts";
import type { AppEnv } from "./app_env.ts";
import { invalidRequest, Problem, problemResponse, problems } from "./problem.ts";
import { problemOf } from "./problem_of.ts";
import { fieldErrors } from "./request_errors.ts";

/** Responds with the problem of an error. */
export async function onError(error: unknown, c: Context<AppEnv>): Promise<Response> {
  const reported = await authenticateBeforeReporting(error, c);
  c.set("problem", reported);
  return problemResponse(problemOf(reported), c.get("requestId"));
}

/** An unauthorized caller learns that it is unauthorized, and nothing about what it asked for. */
async function authenticateBeforeReporting(error: unknown, c: Context<AppEnv>): Promise<unknown> {
  const { authenticate, caller } = c.var;
  const { status } = problems[problemOf(error).code];
  if (!authenticate || caller || ![400, 404, 409, 422].includes(status)) return error;
  return await authenticate().then(() => error, (rejection) => rejection);
}

/** A path that ends in slashes; its segments cannot be taken for another host. */
const withSlashes = /^((?:\/[\w.~%+-]+)+)\/+$/;

/** Of a path that no route has; it is that of another one if it ends in a slash. */
export function onNotFound(c: Context<AppEnv>): Response {
  const [, path] = withSlashes.exec(c.req.path) ?? [];
  if (path) return c.redirect(path + /(\?.*)?$/s.exec(c.req.url)![0], 308);
  const problem = new Problem("not_found", "No resource has this path. See /docs.");
  c.set("problem", problem);
  return problemResponse(problem, c.get("requestId"));
}

export function onMethodNotAllowed(c: Context<AppEnv>, methods: string[]): Response {
  const allow = methods.join(", ");
  const problem = new Problem("method_not_allowed", `This path supports ${allow}.`, {}, {
    Allow: allow,
  });
  c.set("problem", problem);
  return problemResponse(problem, c.get("requestId"));
}

type Validated =
  & { target: "param" | "query" | "header" }
  & (
    | { success: true; data: unknown }
    | { success: false; error: { issues: Parameters<typeof fieldErrors>[1] } }
  );

/** Runs after each validator; throws a 400 problem that lists every invalid field. */
export function rejectInvalid(result: Validated, c: Context): undefined {
  if (!result.success) throw invalidRequest(fieldErrors(result.target, result.error.issues));
  if (!mayHoldUnstorable(c.req.url)) return;
  const pointer = unstorablePath(result.data);
  if (pointer === undefined) return;
  const where = result.target === "param" ? "path" : "query";
  throw invalidRequest([{ in: where, name: firstKey(pointer), message: unstorable }]);
}
