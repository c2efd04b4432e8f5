import { newId } from "../domain/id.ts";
import { Problem, problemResponse } from "../http/problem.ts";
import { whenSent } from "./sent.ts";

export type Fetch = (request: Request) => Response | Promise<Response>;

/**
 * Lets requests be waited for. Deno's own `shutdown` waits for answers, but cuts off the bodies that are still arriving: it
 * must come after `drain`, which lets them finish and refuses new requests.
 */
export function drainable(fetch: Fetch): { fetch: Fetch; drain(): Promise<void> } {
  const inFlight = new Set<Promise<void>>();
  let draining = false;
  return {
    fetch: (request) => {
      if (draining) return refusal();
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

function refusal(): Response {
  const requestId = newId();
  const headers = { "Retry-After": "5", "X-Request-Id": requestId, "Connection": "close" };
  return problemResponse(new Problem("unavailable", "The server is stopping.", {}, headers), requestId);
}
