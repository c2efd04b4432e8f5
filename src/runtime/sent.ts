import { mediaType } from "../contract/implement.ts";
import { isJson } from "../contract/routes.ts";

/**
 * A response, and when what it needs may be closed: JSON is whole when it is answered, a stream
 * once the client has read it to its end or has gone.
 */
export function whenSent(response: Response): { response: Response; sent: Promise<void> } {
  const type = mediaType(response.headers.get("content-type") ?? "");
  // In this order: Deno sends a body that nobody has looked at in one piece, which is faster.
  if (isJson(type) || !response.body) return { response, sent: Promise.resolve() };
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const sent = response.body.pipeTo(writable).catch(() => {}); // the client sees the fault itself
  return { response: new Response(readable, response), sent };
}
