import { isCanceled, isUnavailable } from "../db/errors.ts";
import { Busy, InvalidBody, InvalidParameter, Overloaded, Unavailable } from "../domain/errors.ts";
import { invalidRequest, Problem } from "./problem.ts";

/** A safeguard: the compiler of patterns should accept none that Postgres rejects. */
const patternErrors = {
  errors: [{ in: "query", name: "search", message: "not a valid regular expression" }],
};
const retryAfter = { "Retry-After": "5" };

/** The problem that callers see: an unrecognised error becomes a 500 without details. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof InvalidParameter) {
    const { parameter: name, pointer, message } = error;
    return invalidRequest([{
      in: "query",
      name,
      ...(pointer === undefined ? {} : { pointer }),
      message,
    }]);
  }
  if (error instanceof InvalidBody) {
    const faults = error.faults.map((fault) => ({ in: "body" as const, ...fault }));
    return invalidRequest(faults, error.status === 422 ? "events_rejected" : "invalid_request");
  }
  const code = String((error as { code?: unknown } | null)?.code ?? "");
  if (code === "2201B") {
    return new Problem(
      "invalid_request",
      "Postgres rejected the regular expression.",
      patternErrors,
    );
  }
  if (error instanceof Busy) return new Problem("unavailable", error.message, {}, retryAfter);
  if (error instanceof Overloaded) return overloaded(error);
  if ((error as Error | null)?.name === "AbortError") {
    return new Problem("unavailable", "The client disconnected.", {}, retryAfter);
  }
  if (isCanceled(error)) return new Problem("query_timeout", undefined, {}, retryAfter);
  if (error instanceof Unavailable || isUnavailable(error)) {
    return new Problem("unavailable", undefined, {}, retryAfter);
  }
  return new Problem("internal_error");
}

const overloaded = ({ by }: Overloaded): Problem =>
  by === "workspace" ? new Problem("too_many_requests", undefined, {}, retryAfter) : new Problem(
    "unavailable",
    "The server is overloaded. Retry shortly.",
    {},
    retryAfter,
  );
