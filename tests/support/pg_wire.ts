/** What tests need of Postgres's protocol 3: message boundaries, and a session without a driver. */
import net from "node:net";

/** A message that begins in a chunk: its type, and where. */
export type MessageStart = { type: string; at: number };

/** Finds where messages begin in a stream that arrives in chunks of any length. */
export class MessageStarts {
  private type = "";
  private readonly length: number[] = [];
  private left = 0;

  /** `untyped`: the stream is a client's, whose first message has a length only. */
  constructor(private untyped = false) {}

  *in(chunk: Uint8Array): Generator<MessageStart> {
    for (let at = 0; at < chunk.length;) {
      if (this.left > 0) {
        const skipped = Math.min(this.left, chunk.length - at);
        this.left -= skipped;
        at += skipped;
      } else if (this.type === "" && !this.untyped) {
        this.type = String.fromCharCode(chunk[at]!);
        yield { type: this.type, at: at++ };
      } else this.takeLength(chunk[at++]!);
    }
  }

  private takeLength(byte: number): void {
    if (this.length.push(byte) < 4) return;
    this.left = this.length.reduce((sum, byte) => sum * 256 + byte, 0) - 4;
    this.length.length = 0;
    this.type = "";
    this.untyped = false;
  }
}

/** The code of a CancelRequest, where a start-up message has its protocol version. */
const cancelCode = 80_877_102;
export const isCancel = (chunk: Uint8Array): boolean =>
  chunk.length === 16 && new DataView(chunk.buffer, chunk.byteOffset).getUint32(4) === cancelCode;

const terminate = [0x58, 0, 0, 0, 4];
export const isTerminate = (chunk: Uint8Array): boolean =>
  chunk.length >= 5 && terminate.every((byte, i) => chunk.at(i - 5) === byte);

function startupMessage(user: string, database: string): Uint8Array {
  const settings = new TextEncoder().encode(
    `user\0${user}\0database\0${database}\0application_name\0tests\0\0`,
  );
  const message = new Uint8Array(8 + settings.length);
  new DataView(message.buffer).setUint32(0, message.length);
  message[5] = 3; // protocol 3.0 is 00 03 00 00
  message.set(settings, 8);
  return message;
}

/** A session without a driver: the socket when the server is ready for queries, else why not. */
export type Session = { socket: net.Socket } | { refusal: string };

/** Opens a session without a password. A refusal is an SQLSTATE or the socket's error. */
export function openSession(url: string, patience = 2000): Promise<Session> {
  const { hostname: host, port, username, pathname } = new URL(url);
  const socket = net.connect({ host, port: Number(port) });
  socket.setTimeout(patience, () => socket.destroy(Object.assign(new Error(), { code: "SILENT" })));
  const starts = new MessageStarts();
  return new Promise((resolve) => {
    const refuse = (refusal: string) => {
      resolve({ refusal });
      socket.destroy();
    };
    socket.on("connect", () => socket.write(startupMessage(username, pathname.slice(1))));
    socket.on("data", (chunk: Uint8Array) => {
      for (const { type, at } of starts.in(chunk)) {
        if (type === "E") {
          refuse(
            /\0C(\w{5})\0/.exec(new TextDecoder().decode(chunk.subarray(at)))?.[1] ?? "unknown",
          );
        }
        if (type !== "Z") continue;
        socket.setTimeout(0);
        resolve({ socket });
      }
    });
    socket.on("error", (error: NodeJS.ErrnoException) => refuse(error.code ?? error.message));
    socket.on("close", () => refuse("closed"));
  });
}

/** Why the server takes no sessions, or that it does. */
export async function probe(url: string): Promise<"ready" | (string & Record<never, never>)> {
  const session = await openSession(url);
  if ("refusal" in session) return session.refusal;
  session.socket.destroy();
  return "ready";
}
