/** What each problem means and what to do about it, for the page of problems. */
import type { ProblemCode } from "../http/problem.ts";

type Help = { meaning: string; remedy: string };

/** Texts with code in backticks. */
export const help: Record<ProblemCode, Help> = {
  invalid_request: {
    meaning: "A part of the request is missing, unknown, malformed or out of its bounds.",
    remedy: "Correct each place that `errors` lists: `in` and `name` say which part of the " +
      "request it is, `pointer` where in the body or in the JSON of a parameter. Sending the " +
      "same request again gives the same answer.",
  },
  unauthorized: {
    meaning: "The request carries no API key, or one that does not exist or is revoked.",
    remedy: "Send `Authorization: Bearer cb_…`. The operator of the server lists keys with " +
      "`deno task keys list` and creates one with `deno task keys create --name …`.",
  },
  forbidden: {
    meaning: "The API key is valid, but lacks the scope that `detail` names.",
    remedy: "Use a key with that scope: scopes of a key cannot change, so create another one " +
      "with `deno task keys create --name … --scopes …`.",
  },
  not_found: {
    meaning: "There is no such path, or no such resource in the workspace of the API key. A " +
      "resource of another workspace gets the same answer.",
    remedy: "Compare the path with the reference, check the ids, and whether the key belongs to " +
      "the workspace in which the resource was created.",
  },
  method_not_allowed: {
    meaning: "The path exists, but not with this method.",
    remedy: "Use one of the methods in the `Allow` header. A redirect followed by a client may " +
      "have turned a POST into a GET.",
  },
  call_not_changeable: {
    meaning: "The call was dialled or withdrawn, so it cannot be corrected or withdrawn any more.",
    remedy:
      "Leave the call as it is, or erase its contact with `POST …/calls/{callId}/erase`. To " +
      "call a corrected number, add it as another call.",
  },
  duplicate_call: {
    meaning: "Another call of the batch already has this number, or what the batch is `uniqueBy`.",
    remedy: "Correct or withdraw the other call, or create the batch with another `uniqueBy`, " +
      "such as `none`.",
  },
  upload_not_undoable: {
    meaning:
      "A call of the upload was dialled, a later upload added calls, or the upload updated " +
      "earlier calls; `detail` says which.",
    remedy: "Undo the later uploads first, newest first. Otherwise withdraw the calls that were " +
      "not dialled one by one, or cancel the batch.",
  },
  illegal_transition: {
    meaning: "The batch has a status, `batchStatus`, in which the move is not possible.",
    remedy: "Make one of the moves in `allowed` first, or none: a move that was already made is " +
      "a 200, not this problem.",
  },
  retry_fixed: {
    meaning: "The batch is no longer a draft. The state of its calls follows from its retry " +
      "policy, which therefore cannot change.",
    remedy: "Leave `retry` out of the update. To call with another policy, create a batch of the " +
      "calls that are still open.",
  },
  content_too_large: {
    meaning: "The body has more bytes than the operation accepts; `detail` says how many it does.",
    remedy: "Send it in several requests. Contacts are streamed: an upload in CSV or NDJSON may " +
      "have 4 GiB.",
  },
  unsupported_media_type: {
    meaning: "`Content-Type` is missing, or the operation does not accept it.",
    remedy: "Set `Content-Type` to one that `detail` lists, and only once. With curl: " +
      "`-H 'Content-Type: application/json'`.",
  },
  too_many_requests: {
    meaning: "The workspace has so many requests or slow questions in progress that more would " +
      "take the turns of others.",
    remedy: "Wait for as many seconds as `Retry-After` says, and send fewer requests at a time. " +
      "The request had no effect.",
  },
  rows_rejected: {
    meaning: "Contacts of the upload are invalid, so none of them was added.",
    remedy: "Correct the rows that `rejected` lists, by line and column, and upload the file " +
      "again; or add the valid ones with `onInvalid=skip`.",
  },
  events_rejected: {
    meaning: "Events of the request name calls or batches that do not exist in the workspace, or " +
      "contradict what is recorded. None of them was recorded.",
    remedy: "Correct or leave out the events that `errors` lists and send the others again. " +
      "Events that are already recorded count as duplicates, so repeating them is safe.",
  },
  internal_error: {
    meaning: "The server failed in a way that it does not know; its log has the cause.",
    remedy: "Send the request again: events and reads are safe to repeat. If it stays, report " +
      "the `requestId`, by which the operator finds the cause in the log.",
  },
  unavailable: {
    meaning: "The database cannot be reached, is overloaded, or another upload to the batch is " +
      "in progress; or the server is stopping.",
    remedy: "Send the request again after as many seconds as `Retry-After` says, with longer " +
      "pauses if it stays. Operators look at `/health/ready` and the log.",
  },
  query_timeout: {
    meaning: "The filter, search or sort took longer than the time limit of the server.",
    remedy: "Narrow the filter, sort by `createdAt`, ask with `count=none`, or use `cursor` " +
      "instead of a high `page`. Operators raise `STATEMENT_TIMEOUT_MS`.",
  },
};
