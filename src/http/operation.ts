import type { Handler as ContractHandler, OperationId } from "../contract/implement.ts";
import type { Database } from "../db/client.ts";
import type { Caller } from "../domain/caller.ts";

/**
 * Operations that check the key in their own statement, which saves a round trip. Not those with a
 * body: nobody's body is read before the key is checked.
 */
const keyCheckingOperations = [
  "findCalls",
  "getBatch",
  "getCall",
  "listBatches",
] as const satisfies OperationId[];
type ChecksKeyItself = typeof keyCheckingOperations[number];

export const checksKeyItself = (id: OperationId): id is ChecksKeyItself =>
  (keyCheckingOperations as readonly OperationId[]).includes(id);

type RequestContext = {
  db: Database;
  /** The URL of the request. */
  url: string;
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
  /** SHA-256 of the API key, lower-case hexadecimal. */
  keyHash: string;
};

/** The context of an operation for authorized callers. */
export type CallerContext = RequestContext & {
  workspaceId: string;
  /** Checks the key again, for what takes long; rejects with a 401 or 403 problem. */
  reauthorize(): Promise<void>;
};

/** The context of an operation that checks the key itself. */
export type KeyContext = RequestContext & {
  /** Authorizes the caller that the statement returned; throws a 401 or 403 problem. */
  authorize(caller: Caller | undefined): void;
};

/** The context of each operation, which depends on how it authenticates. */
export type Contexts = {
  [Id in OperationId]: Id extends ChecksKeyItself ? KeyContext : CallerContext;
};

export type Handler<Id extends OperationId> = ContractHandler<Id, Contexts[Id]>;
