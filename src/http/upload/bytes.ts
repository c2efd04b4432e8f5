import { InvalidBody } from "../../domain/errors.ts";
import { Problem } from "../problem.ts";

/** The chunks of a body, counted and checked to be UTF-8. Throws a 413 problem past `limit` bytes. */
export async function* utf8Chunks(stream: ReadableStream<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let read = 0;
  const check = (chunk?: Uint8Array) => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new InvalidBody([{ pointer: "", message: `not UTF-8 (near byte ${read})` }]);
    }
  };
  for await (const chunk of stream) {
    read += chunk.length;
    if (read > limit) throw new Problem("content_too_large", `An upload has at most ${limit} bytes.`);
    check(chunk);
    yield chunk;
  }
  check();
}
