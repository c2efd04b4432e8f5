import type { Handler as ContractHandler, OperationId } from "../contract/implement.ts";
import type { Database } from "../db/client.ts";
import type { Caller } from "../domain/caller.ts";

/** What a handler has beside its input. */
export type HandlerContext = {
  db: Database;
  /** The caller's workspace; empty only where the operation's own statement checks the key. */
  workspaceId: string;
  /** SHA-256 of the API key, for an operation whose own statement checks it. */
  keyHash: string;
  /** Throws a 401 or 403 problem unless the caller that the statement found may do this. */
  admit(caller: Caller | undefined): void;
  /** What was asked for. */
  url: string;
  /** Says when the client has gone. */
  signal: AbortSignal;
  /** Largest streamed upload, in bytes. */
  maxUploadBytes: number;
  /** What the client said of the body's size, in bytes; 0 if nothing. */
  contentLength: number;
};

export type Handler<Id extends OperationId> = ContractHandler<Id, HandlerContext>;
