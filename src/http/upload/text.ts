import { InvalidBody } from "../../domain/errors.ts";
import { Problem } from "../problem.ts";

/** Pieces are at least this long (but the last one), so that tiny chunks cost no more than large ones. */
const pieceLength = 8192;

const fault = (message: string) => new InvalidBody([{ pointer: "", message }]);

/**
 * The text of a body in pieces, without its byte order mark. Throws a 413 problem past `maxBytes`, and InvalidBody
 * where the body is not UTF-8 or breaks off.
 */
export async function* textPieces(stream: ReadableStream<Uint8Array>, maxBytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  let piece = "";
  for await (const chunk of chunks(stream, () => bytes)) {
    piece += decode(decoder, chunk, bytes);
    bytes += chunk?.length ?? 0;
    if (bytes > maxBytes) throw new Problem("content_too_large", `An upload has at most ${maxBytes} bytes.`);
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

async function* chunks(
  stream: ReadableStream<Uint8Array>,
  bytes: () => number,
): AsyncGenerator<Uint8Array | undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw fault(`the body broke off after ${bytes()} bytes`);
      });
      yield value;
      if (done) return;
    }
  } finally {
    reader.cancel().catch(() => {}); // of no use to anyone any more, if it is not at its end
  }
}
