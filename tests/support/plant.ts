/** Plants faults between a client and a server. */
import { isJson, type Node } from "./oracle.ts";

export type Change = (
  response: { status: number; headers: Headers; body: Node; path: string },
  request: Request,
) => void;
export type Fault = {
  name: string;
  request?: (request: Request) => Request | Promise<Request>;
  response?: Change;
};

type Send = (request: Request) => Promise<Response>;

/** A fault of a server: changes its requests or responses. */
export const plant = (fault: Fault, send: Send): Send => async (request) => {
  const asked = fault.request ? await fault.request(request) : request;
  const answer = await send(asked);
  if (!fault.response) return answer;
  const text = await answer.text();
  const json = text !== "" && isJson(answer.headers.get("content-type") ?? "");
  const changed = {
    status: answer.status,
    headers: new Headers(answer.headers),
    body: json ? JSON.parse(text) : text,
    path: new URL(request.url).pathname,
  };
  changed.headers.delete("content-length");
  fault.response(changed, request);
  const { status, headers, body } = changed;
  const sent = typeof body === "string" ? body : JSON.stringify(body);
  // The platform's Response rejects a body where HTTP allows none.
  return { status, headers, text: () => Promise.resolve(sent) } as Response;
};

export const onDetails = (change: (body: Node) => void): Change => ({ body }) =>
  void (body?.calls?.length && change(body));
export const onCalls = (change: (call: Node) => void): Change => ({ body }) =>
  void (body?.calls ?? (body?.events ? [body] : [])).forEach(change);
export const rewrite = (pattern: RegExp, to: string) => (request: Request) =>
  new Request(request.url.replace(pattern, to), request);
