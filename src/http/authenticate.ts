import type { Caller } from "../domain/caller.ts";
import { Problem } from "./problem.ts";

const challenge = (error?: string) => ({
  "WWW-Authenticate": `Bearer realm="callboard"${error ? `, error="${error}"` : ""}`,
});

/** The bearer token of an `Authorization` header (RFC 6750). Throws a 401 problem when there is none. */
export function bearerToken(header: string | undefined): string {
  const token = /^Bearer ([A-Za-z0-9._~+/-]{1,512}=*)$/i.exec(header ?? "")?.[1];
  if (!token) throw new Problem("unauthorized", undefined, {}, challenge());
  return token;
}

/** Throws a 401 problem for an unknown or revoked key, a 403 one for a key without one of the scopes. */
export function admit(caller: Caller | undefined, scopes: string[]): Caller {
  if (!caller) throw new Problem("unauthorized", "The API key is unknown or revoked.", {}, challenge("invalid_token"));
  const missing = scopes.filter((scope) => !caller.scopes.includes(scope));
  if (missing.length) {
    const detail = `The API key lacks the scope ${missing.join(", ")}.`;
    throw new Problem("forbidden", detail, {}, challenge("insufficient_scope"));
  }
  return caller;
}
