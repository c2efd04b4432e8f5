import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Handles one request of a connection at a time. Node's server hands on all that a client has
 * pipelined at once: one connection would have thousands of requests under way, past every turn
 * and, as answers wait for those before them, without a limit of memory.
 */
export function oneAtATime(handle: Handler): Handler {
  const waiting = new WeakMap<Socket, [IncomingMessage, ServerResponse][]>();
  const start = (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    response.once("close", () => {
      const next = waiting.get(socket)?.shift();
      if (!next) waiting.delete(socket);
      else if (!socket.destroyed) start(...next);
      if (waiting.get(socket)?.length === 0) socket.resume();
    });
    handle(request, response);
  };
  return (request, response) => {
    const { socket } = request;
    const others = waiting.get(socket);
    if (others) {
      others.push([request, response]);
      socket.pause(); // one read more may come, of 64 KiB
      return;
    }
    waiting.set(socket, []);
    start(request, response);
  };
}
