/** The application: order of middleware and mounts, no I/O of its own. The same on every runtime. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { registerDocument } from "./contract/document.ts";
import { implement, mediaType } from "./contract/implement.ts";
import type { Operation } from "./contract/routes.ts";
import { spec } from "./contract/schema.ts";
import type { Database } from "./db/client.ts";
import { newId } from "./domain/id.ts";
import { hashToken } from "./domain/token.ts";
import { type Assets, mountDocs } from "./docs/mount.ts";
import { handlers } from "./operations.ts";
import type { HandlerContext } from "./http/operation.ts";
import { admit, bearerToken } from "./http/authenticate.ts";
import { invalidRequest, Problem, problemOf, problemResponse } from "./http/problem.ts";
import { fieldErrors } from "./http/request_errors.ts";
import { unstorable } from "./domain/well_formed.ts";
import { findCaller } from "./keys/find_caller.ts";

export type AppOptions = {
  /** The database of this request; called once per request, when it is first needed. */
  database(env: unknown): Database;
  /** Takes one event per request. */
  log(event: Record<string, unknown>): void;
  /** Files of the documentation. */
  assets: Assets;
  /** Check each answer against the contract before it is sent; for development. */
  validateResponses?: boolean;
  /** Largest JSON body, in bytes. */
  maxBodyBytes?: number;
  /** Largest streamed upload, in bytes. */
  maxUploadBytes?: number;
};

type Variables = {
  requestId: string;
  operation?: Operation;
  keyHash: string;
  workspaceId?: string;
  /** Authenticates the request, once. */
  authenticate(): Promise<void>;
  problem?: unknown;
  db?: Database;
};
export type AppEnv = { Variables: Variables };

/** Operations whose own statement checks the key, which spares a round trip. */
const authenticatedByStatement = new Set(["getBatch"]);

export function createApp(options: AppOptions): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid as never });
  app.use(observe(options));
  app.onError(async (error, c) => {
    const shown = await strangersFirst(error, c);
    c.set("problem", shown);
    return problemResponse(problemOf(shown), c.get("requestId"));
  });
  app.notFound((c) => problemResponse(unknownPath(c), c.get("requestId")));
  implement<AppEnv, HandlerContext>(app, handlers, {
    guard: (operation) => guard(operation, options),
    context: (c) => handlerContext(c, options),
    validateResponses: options.validateResponses ?? false,
  });
  registerDocument(app);
  mountHealth(app, options);
  mountDocs(app, options.assets);
  return app;
}

/** For load balancers: whether the process runs, and whether it reaches its database. */
function mountHealth(app: OpenAPIHono<AppEnv>, options: AppOptions): void {
  app.get("/health/live", (c) => c.json({ status: "ok" }));
  app.get("/health/ready", async (c) => {
    await databaseOf(c, options).client`select 1`;
    return c.json({ status: "ok" });
  });
}

const databaseOf = (c: Context<AppEnv>, options: AppOptions): Database => {
  const db = c.get("db") ?? options.database(c.env);
  c.set("db", db);
  return db;
};

/** Gives each request its id and writes its one log event: what was asked and how it ended, never a body or a token. */
function observe({ log }: AppOptions): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const started = performance.now();
    const requestId = newId();
    c.set("requestId", requestId);
    await next();
    c.res.headers.set("X-Request-Id", requestId);
    const [operation, workspaceId, problem] = [c.get("operation"), c.get("workspaceId"), c.get("problem")];
    log({
      time: new Date().toISOString(),
      requestId,
      method: c.req.method,
      operation: operation?.id ?? c.req.path,
      status: c.res.status,
      durationMs: Math.round((performance.now() - started) * 10) / 10,
      ...(workspaceId ? { workspaceId } : {}),
      ...(problem ? { problem: problemOf(problem).code } : {}),
      ...(c.req.raw.signal.aborted ? { aborted: true } : {}),
      ...(c.res.status >= 500 ? cause(problem) : {}),
    });
  };
}

/** For the log of a 5xx. Messages of the database stay out: they can hold what customers sent. */
function cause(problem: unknown): Record<string, unknown> {
  if (!(problem instanceof Error)) return {};
  const { name, message, stack, code } = problem as Error & { code?: string };
  const frames = stack?.split("\n").filter((line) => /^\s+at /.test(line)).slice(0, 8).map((line) => line.trim());
  const fromDatabase = name === "PostgresError" || name === "DrizzleQueryError";
  return { error: { name, ...(code ? { code } : {}), ...(fromDatabase ? {} : { message }), stack: frames } };
}

/** Who may come in, with what kind and size of body: answered before the request is looked at any further. */
function guard(operation: Operation, options: AppOptions): MiddlewareHandler<AppEnv> {
  const limit = bodyLimit({
    maxSize: options.maxBodyBytes ?? 16 * 2 ** 20,
    onError: () => {
      throw new Problem("content_too_large");
    },
  });
  return async (c, next) => {
    c.set("operation", operation);
    c.set("keyHash", hashToken(bearerToken(c.req.header("authorization"))));
    c.set("authenticate", async () => {
      const caller = admit(await findCaller(databaseOf(c, options), c.get("keyHash")), operation.scopes);
      c.set("workspaceId", caller.workspaceId);
    });
    if (!authenticatedByStatement.has(operation.id)) await c.get("authenticate")();
    if (!operation.body) return await next();
    if (!operation.accepts.includes(mediaType(c.req.header("content-type")))) {
      throw new Problem("unsupported_media_type", `Send one of: ${operation.accepts.join(", ")}.`);
    }
    if (operation.streams) return await next();
    return await limit(c, next);
  };
}

type Validated =
  & { target: "param" | "query" | "header" | "json" }
  & (
    | { success: true; data: unknown }
    | { success: false; error: { issues: Parameters<typeof fieldErrors>[1] } }
  );

/** Only by such an escape can U+0000 or a lone surrogate come out of JSON that was UTF-8, or out of a URL. */
const suspicious = /%00|\\u(?:0000|d[89a-f])/i;

/** Runs after each validator. */
async function refuseInvalid(result: Validated, c: Context): Promise<undefined> {
  if (!result.success) throw invalidRequest(fieldErrors(result.target, result.error.issues));
  if (!suspicious.test(result.target === "json" ? await c.req.text() : c.req.url)) return;
  const fault = unstorable(result.data);
  if (fault === undefined) return;
  const message = "must be well-formed Unicode without U+0000";
  const name = fault.split("/")[1]!;
  throw invalidRequest([
    result.target === "json" ? { in: "body", pointer: fault, message } : {
      in: result.target === "param" ? "path" : "query",
      name,
      message,
    },
  ]);
}

function handlerContext(c: Context<AppEnv>, options: AppOptions): HandlerContext {
  const { keyHash, workspaceId, operation } = c.var;
  return {
    db: databaseOf(c, options),
    workspaceId: workspaceId ?? "",
    keyHash,
    admit: (caller) => {
      c.set("workspaceId", admit(caller, operation!.scopes).workspaceId);
    },
    url: c.req.url,
    signal: c.req.raw.signal,
    maxUploadBytes: options.maxUploadBytes ?? 4 * 2 ** 30,
    contentLength: Number(c.req.header("content-length") ?? 0),
  };
}

/** Strangers learn that they are strangers, not what is wrong with their parameters. */
async function strangersFirst(error: unknown, c: Context<AppEnv>): Promise<unknown> {
  const authenticate = c.get("authenticate");
  if (!authenticate || c.get("workspaceId") || problemOf(error).code !== "invalid_request") return error;
  return await authenticate().then(() => error, (refusal) => refusal);
}

const paths = Object.keys(spec.paths).map((path) => ({
  pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`),
  methods: Object.keys(spec.paths[path]).filter((key) => key !== "parameters").map((key) => key.toUpperCase()),
}));

function unknownPath(c: Context): Problem {
  const known = paths.find(({ pattern }) => pattern.test(c.req.path));
  if (!known) return new Problem("not_found", "There is nothing at this path. See /docs.");
  const allow = known.methods.join(", ");
  return new Problem("method_not_allowed", `This path knows ${allow}.`, {}, { Allow: allow });
}
