import type { Operation } from "../contract/routes.ts";
import type { Database, Tenant } from "../db/client.ts";
import type { Caller } from "../domain/caller.ts";

/** What the middlewares of one request tell each other. */
export type Variables = {
  requestId: string;
  /** The operation that the path and method name; undefined outside the contract. */
  operation?: Operation;
  /** SHA-256 of the bearer token, lower-case hexadecimal. */
  keyHash: string;
  /** Whose turns at the database the request takes. */
  tenant?: Tenant;
  /** Who is authorized to see the answer. */
  caller?: Caller;
  /** Looks the key up and authorizes its owner; throws a 401 or 403 problem. */
  authenticate?(): Promise<void>;
  /** The request's database, opened when it is first needed. */
  database(): Database;
  /** The error that the answer reports. */
  problem?: unknown;
};

export type AppEnv = { Variables: Variables };
