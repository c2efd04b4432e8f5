/** Requires a password of PGlite's clients: its socket server lets in every user of the machine. */
import type { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { Buffer } from "node:buffer";
import { timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import type { Socket } from "node:net";

/** Milliseconds in which a client must log in. */
const loginTimeout = 5000;
/** Bytes of a message of the login; Postgres has the same limit. */
const maxLength = 10_000;
/** Codes that stand where a start-up message has its protocol version. */
const requests = { cancel: 80_877_102, ssl: 80_877_103, gss: 80_877_104 };

/** Makes `server`, which has not started, admit only clients that know the password. */
export function requirePassword(server: PGLiteSocketServer, password: string): void {
  const hidden = server as unknown as { handleConnection(socket: Socket): Promise<void> };
  const admit = hidden.handleConnection.bind(server);
  hidden.handleConnection = async (socket) => {
    const ignore = () => {};
    socket.on("error", ignore);
    const admitted = await logIn(socket, password).catch(() => false);
    if (!admitted) return void socket.destroy();
    socket.off("error", ignore);
    await admit(socket);
  };
}

/** Whether the client sends the password; its start-up message is then read once more. */
async function logIn(socket: Socket, password: string): Promise<boolean> {
  const deadline = AbortSignal.timeout(loginTimeout);
  const startUp = await readStartUp(socket, deadline);
  if (!startUp) return false;
  socket.write(message("R", int32(3))); // AuthenticationCleartextPassword
  const type = await read(socket, 1, deadline);
  const sent = (await readCounted(socket, deadline)).subarray(4);
  const expected = Buffer.from(`${password}\0`);
  if (
    type.toString() === "p" && sent.length === expected.length && timingSafeEqual(sent, expected)
  ) {
    socket.unshift(startUp);
    return true;
  }
  const fields = "SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed\0\0";
  socket.write(message("E", Buffer.from(fields)));
  return false;
}

/** Reads up to the start-up message; undefined for a cancel request, which PGlite cannot serve. */
async function readStartUp(socket: Socket, deadline: AbortSignal): Promise<Buffer | undefined> {
  for (;;) {
    const received = await readCounted(socket, deadline);
    const code = received.readInt32BE(4);
    if (code === requests.cancel) return undefined;
    if (code !== requests.ssl && code !== requests.gss) return received;
    socket.write("N");
  }
}

/** Reads a message that begins with its length, which counts itself. */
async function readCounted(socket: Socket, deadline: AbortSignal): Promise<Buffer> {
  const head = await read(socket, 4, deadline);
  const length = head.readInt32BE();
  if (length < 5 || length > maxLength) throw new Error(`a message of ${length} bytes`);
  return Buffer.concat([head, await read(socket, length - 4, deadline)]);
}

async function read(socket: Socket, length: number, signal: AbortSignal): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = socket.read(length);
    if (bytes?.length === length) return bytes;
    if (bytes || socket.readableEnded) throw new Error("the client has gone");
    await Promise.race([once(socket, "readable", { signal }), once(socket, "close", { signal })]);
  }
}

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

const message = (type: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
