import { DeadlineExceeded, withDeadline } from "../../domain/deadline.ts";
import { InvalidBody } from "../../domain/errors.ts";
import { Problem } from "../../http/problem.ts";

/** Milliseconds without a byte after which an upload is given up: it holds its batch meanwhile. */
const stallLimit = 30_000;
/** Pieces are at least this long (but the last one), so that tiny chunks cost no more than large ones. */
const pieceLength = 8192;

const fault = (message: string) => new InvalidBody([{ pointer: "", message }]);

/**
 * The text of a body in pieces, without its byte order mark. Throws a 413 problem past `maxBytes`, and InvalidBody
 * where the body is not UTF-8, breaks off, or stalls.
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

/** Undefined comes last: the decoder then tells whether the text ends within a character. */
function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, before: number): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw fault(`the body is not UTF-8 (at or after byte ${before + 1})`);
  }
}

/** Undefined comes last. */
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
          : "broke off";
        throw fault(`the body ${what} after ${bytes} bytes`);
      });
      yield value;
      if (done) return;
      bytes += value.length;
    }
  } finally {
    reader.cancel().catch(() => {}); // of no use to anyone any more, if it is not at its end
  }
}
