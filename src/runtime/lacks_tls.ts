import { connect } from "node:net";

/** SSLRequest: its length and its code, 80877103. */
const request = new Uint8Array([0, 0, 0, 8, 4, 210, 22, 47]);
/** Milliseconds for the answer. */
const timeout = 2000;

/** Whether a Postgres server answers a request for TLS with no; false without an answer. */
export function lacksTls(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (lacks: boolean) => {
      socket.destroy();
      resolve(lacks);
    };
    socket.setTimeout(timeout, () => end(false));
    socket.on("error", () => end(false));
    socket.on("close", () => end(false));
    socket.on("connect", () => socket.write(request));
    socket.on("data", (answer: Uint8Array) => end(answer[0] === "N".charCodeAt(0)));
  });
}
