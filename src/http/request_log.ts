import type { Context, MiddlewareHandler } from "hono";
import { newId } from "../domain/id.ts";
import type { AppEnv } from "./app_env.ts";
import { problemOf } from "./problem_of.ts";

/** Assigns the request id of the response, the log event and the problem. */
export const requestId: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.set("requestId", newId());
  await next();
  c.res.headers.set("X-Request-Id", c.get("requestId"));
};

/** Logs one event per request with operation and outcome, never a body or a token. */
export function requestLog(
  log: (event: Record<string, unknown>) => void,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const started = performance.now();
    await next();
    const { requestId, operation, caller, problem } = c.var;
    log({
      time: new Date().toISOString(),
      requestId,
      method: c.req.method,
      operation: operation?.id ?? pathOf(c),
      status: c.res.status,
      durationMs: Math.round((performance.now() - started) * 10) / 10,
      ...(caller ? { workspaceId: caller.workspaceId } : {}),
      ...(problem ? { problem: problemOf(problem).code } : {}),
      ...(c.req.raw.signal.aborted ? { aborted: true } : {}),
      ...(c.res.status >= 500 ? cause(problem) : {}),
    });
  };
}

/** The path, unless it is unknown and may contain a phone number or a token. */
const pathOf = (c: Context): string =>
  [308, 404, 405, 400].includes(c.res.status) ? "unknown" : c.req.path;

/** The cause of a 5xx, without messages of the database: they may contain customer data. */
function cause(problem: unknown): Record<string, unknown> {
  if (!(problem instanceof Error)) return {};
  const { name, message, stack, code } = problem as Error & { code?: string };
  const frames = stack?.split("\n").filter((line) => /^\s+at /.test(line)).slice(0, 8).map((line) =>
    line.trim()
  );
  const fromDatabase = name === "PostgresError" || "query" in problem; // Drizzle names none
  return {
    error: { name, ...(code ? { code } : {}), ...(fromDatabase ? {} : { message }), stack: frames },
  };
}
