/** Responses to requests that fail. */
import type { Context } from "hono";
import { firstKey } from "../domain/json_pointer.ts";
import { unstorablePath } from "../domain/well_formed.ts";
import type { AppEnv } from "./app_env.ts";
import { invalidRequest, Problem, problemOf, problemResponse } from "./problem.ts";
import { fieldErrors } from "./request_errors.ts";

/** Responds with the problem of an error. */
export async function onError(error: unknown, c: Context<AppEnv>): Promise<Response> {
  const reported = await authenticateBeforeReporting(error, c);
  c.set("problem", reported);
  return problemResponse(problemOf(reported), c.get("requestId"));
}

/** An unauthorized caller learns nothing about its parameters, only that it is unauthorized. */
async function authenticateBeforeReporting(error: unknown, c: Context<AppEnv>): Promise<unknown> {
  const { authenticate, caller } = c.var;
  if (!authenticate || caller || problemOf(error).code !== "invalid_request") return error;
  return await authenticate().then(() => error, (rejection) => rejection);
}

export function onNotFound(c: Context<AppEnv>): Response {
  return problemResponse(
    new Problem("not_found", "No resource has this path. See /docs."),
    c.get("requestId"),
  );
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
  & { target: "param" | "query" | "header" | "json" }
  & (
    | { success: true; data: unknown }
    | { success: false; error: { issues: Parameters<typeof fieldErrors>[1] } }
  );

/** In UTF-8 JSON and URLs, U+0000 and lone surrogates need such an escape. */
const mayHoldUnstorable = /%00|\\u(?:0000|d[89a-f])/i;

/** Runs after each validator; throws a 400 problem that lists every invalid field. */
export async function rejectInvalid(result: Validated, c: Context): Promise<undefined> {
  if (!result.success) throw invalidRequest(fieldErrors(result.target, result.error.issues));
  if (!mayHoldUnstorable.test(result.target === "json" ? await c.req.text() : c.req.url)) return;
  const pointer = unstorablePath(result.data);
  if (pointer === undefined) return;
  const message = "must be well-formed Unicode without U+0000";
  const name = firstKey(pointer);
  throw invalidRequest([
    result.target === "json" ? { in: "body", pointer, message } : {
      in: result.target === "param" ? "path" : "query",
      name,
      message,
    },
  ]);
}
