import type { Operation } from "../contract/routes.ts";
import type { Database, Tenant } from "../db/client.ts";
import type { Caller } from "../domain/caller.ts";

/** The state of a request that its middleware shares. */
export type Variables = {
  requestId: string;
  /** The operation of the path and method; undefined outside the contract. */
  operation?: Operation;
  /** SHA-256 of the bearer token, lower-case hexadecimal. */
  keyHash: string;
  /** The tenant whose turns the request takes at the database. */
  tenant?: Tenant;
  /** The authorized caller. */
  caller?: Caller;
  /** Looks up the key and authorizes its owner; throws a 401 or 403 problem. */
  authenticate?(): Promise<void>;
  /** Maximum size of the body in bytes; set for operations with a body. */
  maxBodyBytes: number;
  /** The database of the request, opened on first use. */
  database(): Database;
  /** The error that the response reports. */
  problem?: unknown;
};

export type AppEnv = { Variables: Variables };
