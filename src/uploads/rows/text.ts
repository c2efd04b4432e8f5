import { DeadlineExceeded, withDeadline } from "../../domain/deadline.ts";
import { InvalidBody } from "../../domain/errors.ts";
import { Problem } from "../../http/problem.ts";

/** Milliseconds without a byte after which an upload is ended, because it holds a lease. */
const stallLimit = 30_000;
/** Minimum characters of a piece, except the last, so that tiny chunks are not slower. */
const pieceLength = 8192;

const fault = (message: string) => new InvalidBody([{ pointer: "", message }]);

/**
 * Decodes a body into pieces of text, without the byte order mark. Throws a 413 Problem after
 * `maxBytes`, and InvalidBody if the body is not UTF-8, is interrupted, or stalls for `maxStallMs`.
 */
export async function* textPieces(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  maxStallMs: number = stallLimit,
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  let piece = "";
  for await (const chunk of chunks(stream, maxStallMs)) {
    piece += decode(decoder, chunk, bytes);
    bytes += chunk?.length ?? 0;
    if (bytes > maxBytes) {
      throw new Problem("content_too_large", `An upload has at most ${maxBytes} bytes.`);
    }
    if (piece.length < pieceLength && chunk) continue;
    yield piece;
    piece = "";
  }
}

/** `undefined` marks the end: the decoder then throws if the last character is incomplete. */
function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, before: number): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw fault(`the body is not UTF-8 (at or after byte ${before + 1})`);
  }
}

/** Yields `undefined` at the end. */
async function* chunks(
  stream: ReadableStream<Uint8Array>,
  maxStallMs: number,
): AsyncGenerator<Uint8Array | undefined> {
  const reader = stream.getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await withDeadline(maxStallMs, reader.read()).catch((error) => {
        const what = error instanceof DeadlineExceeded
          ? `stalled for ${maxStallMs / 1000} seconds`
          : "was interrupted";
        throw fault(`the body ${what} after ${bytes} bytes`);
      });
      yield value;
      if (done) return;
      bytes += value.length;
    }
  } finally {
    reader.cancel().catch(() => {}); // no-op at the end of the body
  }
}
