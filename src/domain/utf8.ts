/** Thrown for bytes that are not UTF-8. */
export class NotUtf8 extends Error {
  override name = "NotUtf8";
  /**
   * @param byte the first byte that is not part of a character, from 1
   * @param isUtf16 whether the byte order mark of UTF-16 begins there
   */
  constructor(readonly byte: number, isUtf16: boolean) {
    super(`${isUtf16 ? "UTF-16, " : ""}not UTF-8 at byte ${byte}`);
  }
}

/** Decodes UTF-8 chunk by chunk, without the byte order mark. */
export class Utf8Decoder {
  #decoder = new TextDecoder("utf-8", { fatal: true });
  /** Bytes before those of `#tail`. */
  #before = 0;
  /** The end of the previous chunk, from the start of a character. */
  #tail = new Uint8Array();

  /** `undefined` marks the end. Throws NotUtf8. */
  decode(chunk: Uint8Array | undefined): string {
    try {
      const text = this.#decoder.decode(chunk, { stream: chunk !== undefined });
      if (chunk) this.#keepTail(chunk);
      return text;
    } catch {
      const bytes = concat(this.#tail, chunk ?? new Uint8Array());
      const at = validLength(bytes);
      throw new NotUtf8(this.#before + at + 1, isUtf16Mark(bytes[at], bytes[at + 1]));
    }
  }

  #keepTail(chunk: Uint8Array): void {
    const end = concat(this.#tail, chunk.subarray(-3)).slice(-3);
    const total = this.#before + this.#tail.length + chunk.length;
    const start = end.findIndex((byte) => (byte & 0xc0) !== 0x80);
    this.#tail = start < 0 ? new Uint8Array() : end.slice(start);
    this.#before = total - this.#tail.length;
  }
}

const isUtf16Mark = (first?: number, second?: number): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/**
 * The length of the longest start that may continue as UTF-8; for bytes that are cut off within a
 * character, without it.
 */
function validLength(bytes: Uint8Array): number {
  const isStart = (length: number) => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let [valid, invalid] = [0, bytes.length + 1];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isStart(middle)) valid = middle;
    else invalid = middle;
  }
  if (valid < bytes.length) return valid;
  while ((bytes[valid - 1]! & 0xc0) === 0x80) valid--;
  return valid - 1;
}

/** Whether a text has more bytes than that in UTF-8. */
export const exceedsBytes = (text: string, maxBytes: number): boolean =>
  text.length > maxBytes ||
  (text.length > maxBytes / 3 && new TextEncoder().encode(text).length > maxBytes);
