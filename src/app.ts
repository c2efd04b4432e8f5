/** The application on every runtime: the order of middleware and routes, without I/O. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { registerDocument } from "./contract/document.ts";
import { type Handlers, implement } from "./contract/implement.ts";
import type { Operation } from "./contract/routes.ts";
import type { Database } from "./db/client.ts";
import { type Assets, mountDocs } from "./docs/mount.ts";
import type { Samples } from "./docs/samples.ts";
import type { AppEnv } from "./http/app_env.ts";
import { acceptCaller, authenticate, authorize, reauthorize } from "./http/authenticate.ts";
import { acceptBody } from "./http/body.ts";
import { onError, onMethodNotAllowed, onNotFound, rejectInvalid } from "./http/faults.ts";
import { mountHealth } from "./http/health.ts";
import { checkHost } from "./http/host.ts";
import type { CallerContext, Contexts, KeyContext } from "./http/operation.ts";
import { checkQuery } from "./http/query_text.ts";
import { readJson } from "./http/json_body.ts";
import { prettyJson } from "./http/pretty.ts";
import { requestId, requestLog } from "./http/request_log.ts";
import { findCaller } from "./keys/find_caller.ts";
import { handlers as operations } from "./operations.ts";

export type AppOptions = {
  /** Opens the database of a request; called at most once per request. */
  database(env: unknown): Database;
  /** Receives one event per request. */
  log(event: Record<string, unknown>): void;
  /** The files of the documentation. */
  assets: Assets;
  /** What the reference shows to this request in place of the contract's examples. */
  samples?(request: Request): Samples | undefined;
  /** Checks each response against the contract before it is sent; for development. */
  validateResponses?: boolean;
  /** Maximum size of a body in bytes, where the contract allows more; for tests. */
  maxBodyBytes?: number;
};

export function createApp(
  options: AppOptions,
  handlers: Handlers<Contexts> = operations,
): OpenAPIHono<AppEnv> {
  const { maxBodyBytes = Infinity, validateResponses = false } = options;
  const app = new OpenAPIHono<AppEnv>({ defaultHook: rejectInvalid as never });
  app.use(
    requestLog(options.log),
    requestId,
    prettyJson,
    checkHost,
    withDatabase(options),
    methodNotAllowed({ app, onMethodNotAllowed }),
  );
  app.onError(onError);
  app.notFound(onNotFound);
  implement<AppEnv, Contexts>(app, handlers, {
    middleware: (operation) => [
      setOperation(operation),
      authenticate(operation, findCaller),
      checkQuery,
      acceptBody(operation, maxBodyBytes),
    ],
    context: contextOf,
    maxBytes: (c) => c.var.maxBodyBytes,
    readJson: (c, body) => readJson(bodyOf(c), body, { maxBytes: c.var.maxBodyBytes }),
    validateResponses,
  });
  registerDocument(app);
  mountHealth(app);
  mountDocs(app, options.assets, options.samples ?? (() => undefined));
  return app;
}

/** Opens the database on first use. */
function withDatabase(options: AppOptions): MiddlewareHandler<AppEnv> {
  return (c, next) => {
    let opened: Database | undefined;
    c.set("database", () => {
      opened ??= options.database(c.env);
      return c.var.tenant ? opened.for(c.var.tenant) : opened;
    });
    return next();
  };
}

const setOperation = (operation: Operation): MiddlewareHandler<AppEnv> => (c, next) => {
  c.set("operation", operation);
  return next();
};

const bodyOf = (c: Context<AppEnv>) => c.req.raw.body ?? new Blob([]).stream();

function contextOf(c: Context<AppEnv>): CallerContext & KeyContext {
  const { keyHash, caller, operation } = c.var;
  return {
    db: c.var.database(),
    workspaceId: caller?.workspaceId ?? "",
    reauthorize: () => reauthorize(c),
    keyHash,
    authorize: (found) => acceptCaller(c, authorize(found, operation!.scopes)),
    url: c.req.url,
    signal: c.req.raw.signal,
  };
}
