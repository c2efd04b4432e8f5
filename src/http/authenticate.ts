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

/** Returns the bearer token of an `Authorization` header (RFC 6750). Throws a 401 problem when there is none. */
export function bearerToken(header: string | undefined): string {
  const token = /^Bearer ([A-Za-z0-9._~+/-]{1,512}=*)$/i.exec(header ?? "")?.[1];
  if (!token) throw new Problem("unauthorized", undefined, {}, challenge());
  return token;
}

/** Throws a 401 problem for an unknown or revoked key, a 403 problem for a key without one of the scopes. */
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

/** Lets an authorized caller see the answer. */
export function admit(c: Context<AppEnv>, caller: Caller): void {
  c.set("caller", caller);
  c.set("tenant", tenants.remember(c.var.keyHash, caller.workspaceId));
}

export type FindCaller = (db: Database, keyHash: string) => Promise<Caller | undefined>;

/**
 * Lets only authorized callers reach the operation. An operation that checks the key in its own statement is reached
 * first and must authorize; an answer that nobody has authorized is a 500.
 */
export function authenticate(
  operation: Operation,
  findCaller: FindCaller,
  itself: boolean = checksKeyItself(operation.id),
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const keyHash = hashToken(bearerToken(c.req.header("authorization")));
    const check = async () => {
      admit(c, authorize(await findCaller(c.var.database(), keyHash), operation.scopes));
    };
    c.set("keyHash", keyHash);
    c.set("tenant", tenants.of(keyHash));
    c.set("authenticate", check);
    if (!itself) await check();
    await next();
    if (!c.error && !c.get("caller")) {
      throw new Error(`${operation.id} answered without authorization`);
    }
  };
}
