import type { Handler as ContractHandler, OperationId } from "../contract/implement.ts";
import type { Database } from "../db/client.ts";
import type { Caller } from "../domain/caller.ts";

/** Operations whose own statement checks the key, which spares a round trip. */
const checkingTheKey = ["getBatch"] as const satisfies OperationId[];
type ChecksKeyItself = typeof checkingTheKey[number];

export const checksKeyItself = (id: OperationId): id is ChecksKeyItself =>
  (checkingTheKey as readonly OperationId[]).includes(id);

type RequestContext = {
  db: Database;
  /** The URL that was requested. */
  url: string;
  /** Aborts when the client has gone. */
  signal: AbortSignal;
  /** Largest streamed upload, in bytes. */
  maxUploadBytes: number;
  /** The body's size as the client declared it, in bytes; 0 if it did not. */
  contentLength: number;
};

/** The context of an operation that only authorized callers reach. */
export type CallerContext = RequestContext & { workspaceId: string };

/** The context of an operation that checks the key itself. */
export type KeyContext = RequestContext & {
  /** SHA-256 of the API key, lower-case hexadecimal. */
  keyHash: string;
  /** Authorizes the caller that the statement found; throws a 401 or 403 problem. */
  authorize(caller: Caller | undefined): void;
};

/** What a handler has beside its input, by how its operation authenticates. */
export type Contexts = {
  [Id in OperationId]: Id extends ChecksKeyItself ? KeyContext : CallerContext;
};

export type Handler<Id extends OperationId> = ContractHandler<Id, Contexts[Id]>;
