/** A request body as text, within limits of size and time. */
import { DeadlineExceeded, withDeadline } from "../domain/deadline.ts";
import { InvalidBody } from "../domain/errors.ts";
import { NotUtf8, Utf8Decoder } from "../domain/utf8.ts";
import { Problem } from "./problem.ts";

export type BodyLimits = {
  maxBytes: number;
  /** Milliseconds to wait for the next byte: whoever waits may hold a lease or a connection. */
  stall?: number;
  /** Bytes per second below which a body is ended that is waited for longer than `stall` in all. */
  rate?: number;
};

const defaultStall = 30_000;
const defaultRate = 1024;
/** Minimum characters of a piece, except the last, so that tiny chunks are not slower. */
const pieceLength = 8192;

const fault = (message: string) => new InvalidBody([{ pointer: "", message }]);

export const tooLarge = (maxBytes: number): Problem =>
  new Problem("content_too_large", `A body of this kind has at most ${maxBytes} bytes.`);

/**
 * Decodes a body into pieces of text, without the byte order mark. Throws a 413 Problem as soon as
 * it exceeds `maxBytes`, and InvalidBody if it is not UTF-8, is interrupted, stalls, or is slow.
 */
export async function* textPieces(
  stream: ReadableStream<Uint8Array>,
  limits: BodyLimits,
): AsyncGenerator<string> {
  const decoder = new Utf8Decoder();
  let bytes = 0;
  let piece = "";
  for await (const chunk of chunks(stream, limits)) {
    bytes += chunk?.length ?? 0;
    if (bytes > limits.maxBytes) throw tooLarge(limits.maxBytes);
    piece += decode(decoder, chunk);
    if (piece.length < pieceLength && chunk) continue;
    yield piece;
    piece = "";
  }
}

function decode(decoder: Utf8Decoder, chunk: Uint8Array | undefined): string {
  try {
    return decoder.decode(chunk);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    throw fault(`the body is ${error.message}`);
  }
}

/** Yields `undefined` at the end. Only the time that is spent waiting counts. */
async function* chunks(
  stream: ReadableStream<Uint8Array>,
  { stall = defaultStall, rate = defaultRate }: BodyLimits,
): AsyncGenerator<Uint8Array | undefined> {
  const reader = stream.getReader();
  let bytes = 0;
  let waited = 0;
  try {
    for (;;) {
      const from = performance.now();
      const { done, value } = await withDeadline(stall, reader.read()).catch((error) => {
        const what = error instanceof DeadlineExceeded
          ? `stalled for ${stall / 1000} seconds`
          : "was interrupted";
        throw fault(`the body ${what} after ${bytes} bytes`);
      });
      waited += performance.now() - from;
      yield value;
      if (done) return;
      bytes += value.length;
      if (waited > stall + bytes / rate * 1000) {
        throw fault(`the body comes at less than ${rate} bytes per second (${bytes} bytes)`);
      }
    }
  } finally {
    reader.cancel().catch(() => {}); // no-op at the end of the body
  }
}
