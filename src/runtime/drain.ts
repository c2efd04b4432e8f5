import { newId } from "../domain/id.ts";
import { Problem, problemResponse } from "../http/problem.ts";
import { whenSent } from "./sent.ts";

export type Fetch = (request: Request) => Response | Promise<Response>;

/**
 * Wraps `fetch` so that `drain` can wait for requests in flight and reject new ones. Call it before
 * Deno's `shutdown`, which waits for responses but cuts off request bodies that are still arriving.
 */
export function drainable(fetch: Fetch): { fetch: Fetch; drain(): Promise<void> } {
  const inFlight = new Set<Promise<void>>();
  let draining = false;
  return {
    fetch: (request) => {
      if (draining) return rejection();
      const answered = Promise.resolve(fetch(request)).then(whenSent);
      const sent = answered.then(({ sent }) => sent, () => {});
      const over = sent.finally(() => inFlight.delete(over));
      inFlight.add(over);
      return answered.then(({ response }) => response);
    },
    drain: async () => {
      draining = true;
      await Promise.allSettled(inFlight);
    },
  };
}

function rejection(): Response {
  const requestId = newId();
  const headers = { "Retry-After": "5", "X-Request-Id": requestId, "Connection": "close" };
  return problemResponse(
    new Problem("unavailable", "The server is stopping.", {}, headers),
    requestId,
  );
}
