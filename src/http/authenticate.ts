import type { Context, MiddlewareHandler } from "hono";
import type { Operation } from "../contract/routes.ts";
import type { Database } from "../db/client.ts";
import type { Caller } from "../domain/caller.ts";
import { hashToken } from "../domain/token.ts";
import type { AppEnv } from "./app_env.ts";
import { checksKeyItself } from "./operation.ts";
import { Problem } from "./problem.ts";
import { Tenants } from "./tenants.ts";

const challenge = (error?: string) => ({
  "WWW-Authenticate": `Bearer realm="callboard"${error ? `, error="${error}"` : ""}`,
});

/** Returns the bearer token of an `Authorization` header (RFC 6750), or throws a 401 problem. */
export function bearerToken(header: string | undefined): string {
  const token = /^Bearer ([A-Za-z0-9._~+/-]{1,512}=*)$/i.exec(header ?? "")?.[1];
  if (!token) throw new Problem("unauthorized", undefined, {}, challenge());
  return token;
}

/** Throws a 401 problem without a caller, a 403 problem when it lacks one of the scopes. */
export function authorize(caller: Caller | undefined, scopes: string[]): Caller {
  if (!caller) {
    throw new Problem(
      "unauthorized",
      "The API key is unknown or revoked.",
      {},
      challenge("invalid_token"),
    );
  }
  const missing = scopes.filter((scope) => !caller.scopes.includes(scope));
  if (missing.length) {
    const detail = `The API key lacks the scope ${missing.join(", ")}.`;
    throw new Problem("forbidden", detail, {}, challenge("insufficient_scope"));
  }
  return caller;
}

const tenants = new Tenants();

/** Records the authorized caller: without one the response is a 500. */
export function acceptCaller(c: Context<AppEnv>, caller: Caller): void {
  c.set("caller", caller);
  c.set("tenant", { ...tenants.remember(c.var.keyHash, caller.workspaceId), admitted: true });
}

/** Checks the key again. A database that does not answer is no reason to end what is under way. */
export async function reauthorize(c: Context<AppEnv>): Promise<void> {
  await c.var.authenticate?.().catch((error) => {
    if (error instanceof Problem) throw error;
  });
}

/** `waitSignal` ends the wait for a connection. */
export type FindCaller = (
  db: Database,
  keyHash: string,
  waitSignal?: AbortSignal,
) => Promise<Caller | undefined>;

/**
 * Rejects unauthorized callers before the operation runs. An operation that checks the key in its
 * own statement (`inStatement`) runs first and must authorize; otherwise its response is a 500.
 */
export function authenticate(
  operation: Operation,
  findCaller: FindCaller,
  inStatement: boolean = checksKeyItself(operation.id),
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const keyHash = hashToken(bearerToken(c.req.header("authorization")));
    const check = async () => {
      const found = await findCaller(c.var.database(), keyHash, c.req.raw.signal);
      acceptCaller(c, authorize(found, operation.scopes));
    };
    c.set("keyHash", keyHash);
    c.set("tenant", tenants.of(keyHash));
    c.set("authenticate", check);
    if (!inStatement) await check();
    await next();
    if (!c.error && !c.get("caller")) {
      throw new Error(`${operation.id} answered without authorization`);
    }
  };
}
