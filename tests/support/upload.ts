/** Bodies for the readers of uploads. */

/** A body in chunks of `chunkSize` bytes. */
export function bodyOf(
  content: string | Uint8Array,
  chunkSize = 65_536,
): ReadableStream<Uint8Array> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + chunkSize));
      at += chunkSize;
    },
  });
}

/** Splits a text into pieces of `length` UTF-16 units; readers must accept any split. */
export async function* piecesOf(text: string, length = 8192): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
