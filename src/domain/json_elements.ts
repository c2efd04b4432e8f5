const [quote, comma, openArray, backslash, closeArray, openObject, closeObject] = [...'",[\\]{}']
  .map((char) => char.charCodeAt(0));

/** White space of JSON. */
export const isBlank = (text: string) => /^[ \t\n\r]*$/.test(text);

/**
 * Splits the text of a JSON array, from after its opening bracket, at its commas. Does not check
 * the syntax of the elements.
 */
export class ElementSplitter {
  /** The text after the closing bracket, as far as it was given; undefined before. */
  rest: string | undefined;
  /** The buffer; starts with the current element. */
  #text = "";
  #at = 0;
  #inString = false;
  /** Number of open brackets and braces in the current element. */
  #depth = 0;
  #isFirst = true;
  #oversized = false;

  /** @param maxLength of an element, also the number of characters of it that are buffered */
  constructor(private readonly maxLength: number) {}

  /** Whether the current element is oversized already. */
  get isOversized(): boolean {
    return this.#oversized;
  }

  /** Yields the text of each element that ends in this piece; undefined for an oversized one. */
  *take(piece: string): Generator<string | undefined> {
    const text = this.#text + piece;
    let [start, at, depth, inString] = [0, this.#at, this.#depth, this.#inString];
    for (; at < text.length; at++) {
      const char = text.charCodeAt(at);
      if (inString) {
        if (char === backslash) at++;
        else if (char === quote) inString = false;
      } else if (char === quote) inString = true;
      else if (char === openArray || char === openObject) depth++;
      else if (depth > 0) {
        if (char === closeArray || char === closeObject) depth--;
      } else if (char === comma || char === closeArray) {
        const isLast = char === closeArray;
        yield* this.#element(text.slice(start, at), isLast);
        start = at + 1;
        if (isLast) return void (this.rest = text.slice(start));
      }
    }
    if (at - start > this.maxLength) [this.#oversized, start] = [true, text.length];
    this.#text = text.slice(start);
    this.#at = at - start; // past the end if the piece ends within an escape
    [this.#depth, this.#inString] = [depth, inString];
  }

  *#element(text: string, isLast: boolean): Generator<string | undefined> {
    const isLarge = this.#oversized || text.length > this.maxLength;
    const isNone = isLast && this.#isFirst && !isLarge && isBlank(text);
    [this.#isFirst, this.#oversized] = [false, false];
    if (!isNone) yield isLarge ? undefined : text;
  }
}
