import { newId } from "../domain/id.ts";
import { Problem, problemResponse } from "../http/problem.ts";

export type Fetch = (request: Request) => Response | Promise<Response>;

/**
 * Lets requests be waited for. Deno's own `shutdown` waits for answers, but cuts off the bodies that are still arriving: it
 * must come after `drain`, which lets them finish and rejects new requests.
 */
export function drainable(fetch: Fetch): { fetch: Fetch; drain(): Promise<void> } {
  const inFlight = new Set<Promise<Response>>();
  let draining = false;
  return {
    fetch: (request) => {
      if (draining) return rejection();
      const answer = Promise.resolve(fetch(request)).finally(() => inFlight.delete(answer));
      inFlight.add(answer);
      return answer;
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
