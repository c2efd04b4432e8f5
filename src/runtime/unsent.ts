import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Milliseconds between two looks at what clients have not read. */
const interval = 500;
/** Bytes that a connection may leave unread for as long as it likes. */
const spared = 2 ** 20;

/**
 * Limits the memory of responses that clients do not read: above `max` bytes in all, connections
 * that have left more than 1 MiB unread for longest are ended. Returns a function that stops it.
 */
export function limitUnsent(server: Server, max: number): () => void {
  const open = new Set<Socket>();
  /** Connections with much unread, the longest first. */
  const slow = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => {
      open.delete(socket);
      slow.delete(socket);
    });
  });
  const look = () => {
    let total = 0;
    for (const socket of open) {
      total += socket.writableLength;
      if (socket.writableLength <= spared) slow.delete(socket);
      else slow.add(socket);
    }
    for (const socket of slow) {
      if (total <= max) return;
      total -= socket.writableLength;
      socket.destroy();
    }
  };
  const timer = setInterval(look, interval);
  return () => clearInterval(timer);
}
