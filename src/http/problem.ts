import { maxFaults } from "../domain/errors.ts";

/** Every problem of the API: status, title, default detail and documentation derive from it. */
export const problems = {
  invalid_request: {
    status: 400,
    title: "Invalid request",
    detail: "The request does not match the API contract.",
  },
  unauthorized: {
    status: 401,
    title: "Unauthorized",
    detail: "Send a valid API key as `Authorization: Bearer <key>`.",
  },
  forbidden: {
    status: 403,
    title: "Forbidden",
    detail: "The API key lacks the scope that this operation requires.",
  },
  not_found: {
    status: 404,
    title: "Not found",
    detail: "The resource does not exist in this workspace.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    detail: "This path does not support the method.",
  },
  call_not_changeable: {
    status: 409,
    title: "Call cannot be changed",
    detail: "The call was dialled, withdrawn or erased.",
  },
  duplicate_call: {
    status: 409,
    title: "Duplicate call",
    detail: "Another call of the batch, or an upload in progress, has what the batch's calls are " +
      "unique by.",
  },
  upload_not_undoable: {
    status: 409,
    title: "Upload cannot be undone",
    detail: "The upload can no longer be undone.",
  },
  illegal_transition: {
    status: 409,
    title: "Illegal transition",
    detail: "The status of the batch does not allow this.",
  },
  retry_fixed: {
    status: 409,
    title: "Retry policy is fixed",
    detail: "The retry policy can only change while the batch is a draft.",
  },
  content_too_large: {
    status: 413,
    title: "Content too large",
    detail: "The request body exceeds the size limit.",
  },
  unsupported_media_type: {
    status: 415,
    title: "Unsupported media type",
    detail: "Send a media type that the operation accepts.",
  },
  too_many_requests: {
    status: 429,
    title: "Too many requests",
    detail: "Your workspace has too many requests in progress. Retry when some of them have been " +
      "answered.",
  },
  rows_rejected: {
    status: 422,
    title: "Rows rejected",
    detail: "Rows were rejected; nothing was added.",
  },
  events_rejected: {
    status: 422,
    title: "Events rejected",
    detail: "Events were rejected; nothing was recorded.",
  },
  internal_error: {
    status: 500,
    title: "Internal error",
    detail: "An unexpected error occurred. Retry, or contact support with the request id.",
  },
  unavailable: {
    status: 503,
    title: "Unavailable",
    detail: "The database cannot be reached or cannot serve the request. Retry shortly.",
  },
  query_timeout: {
    status: 503,
    title: "Query took too long",
    detail:
      "The query exceeded the time limit. Narrow the filter or search, sort by `createdAt`, or " +
      "use `count=none`; otherwise retry.",
  },
} as const;

export type ProblemCode = keyof typeof problems;

/** An invalid field; `pointer` is an RFC 6901 pointer into the body or the JSON of `name`. */
export type FieldError = {
  in: "path" | "query" | "header" | "body";
  name?: string;
  pointer?: string;
  message: string;
};

/** An error that becomes an RFC 9457 response. */
export class Problem extends Error {
  override name = "Problem";
  constructor(
    readonly code: ProblemCode,
    readonly detail: string = problems[code].detail,
    readonly members: Record<string, unknown> = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
  }
}

/** 404 for a missing resource and, indistinguishably, for one of another workspace. */
export const notFound = (what: string) =>
  new Problem("not_found", `There is no such ${what} in this workspace.`);

/** 400 (422 for `events_rejected`) that lists the first 100 invalid fields. */
export function invalidRequest(
  errors: FieldError[],
  code: "invalid_request" | "events_rejected" = "invalid_request",
) {
  const first = errors[0]!;
  const place = first.name ? `${first.in} parameter "${first.name}"` : first.in;
  const at = first.pointer ? `${place} at ${first.pointer}` : place;
  const others = errors.length > maxFaults ? `more than ${maxFaults - 1}` : errors.length - 1;
  const detail = `${at}: ${first.message}` + (others === 0 ? "" : ` (and ${others} more)`);
  return new Problem(code, clip(detail, 2000), { errors: errors.slice(0, maxFaults).map(clipped) });
}

/** The names that a caller made up may be long. */
const clipped = ({ name, pointer, message, ...error }: FieldError): FieldError => ({
  ...error,
  ...(name === undefined ? {} : { name: clip(name, 200) }),
  ...(pointer === undefined ? {} : { pointer: clip(pointer, 8192) }),
  message: clip(message, 1000),
});

const clip = (
  text: string,
  length: number,
) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** RFC 9457 `application/problem+json`. Equal problems differ only in the request id. */
export function problemResponse(problem: Problem, requestId: string): Response {
  const { status, title } = problems[problem.code];
  const body = {
    type: `/problems#${problem.code}`,
    title,
    status,
    detail: problem.detail,
    instance: `urn:uuid:${requestId}`,
    code: problem.code,
    requestId,
    ...problem.members,
  };
  const headers = { "content-type": "application/problem+json", ...problem.headers };
  return new Response(JSON.stringify(body), { status, headers });
}
