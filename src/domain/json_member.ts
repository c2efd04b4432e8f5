import { ElementSplitter } from "./json_elements.ts";

const [quote, backslash, colon, comma, openArray, closeArray, openObject, closeObject] = [
  ...'"\\:,[]{}',
].map((char) => char.charCodeAt(0));

/** The start of the array, or an element of it: undefined for an oversized one. */
export type Part = { array: true } | { array: false; element: string | undefined };

/**
 * Splits the text of a JSON object into the elements of one member, where that is an array, and
 * what is around them. Does not check the syntax.
 */
export class MemberSplitter {
  /** The text so far with the array left empty. */
  around = "";
  #elements: ElementSplitter | undefined;
  #depth = 0;
  #inString = false;
  /** Whether the text so far ends with the backslash of an escape. */
  #inEscape = false;
  /** The text of the latest key of the object, so far, and whether its colon has come. */
  #key = "";
  #hasColon = false;

  constructor(private readonly member: string, private readonly maxElementLength: number) {}

  /** Whether the text ends within the array, and within an oversized element of it. */
  get isInside(): boolean {
    return this.#elements !== undefined;
  }
  get isOversized(): boolean {
    return this.#elements?.isOversized ?? false;
  }

  /** The array starts again where an object has the member twice: JSON takes the last one. */
  *take(piece: string): Generator<Part> {
    for (let text = piece; text !== "";) {
      if (this.#elements) {
        for (const element of this.#elements.take(text)) yield { array: false, element };
        text = this.#elements.rest ?? "";
        if (this.#elements.rest !== undefined) this.#close();
      } else {
        const end = this.#arrayIn(text);
        this.around += text.slice(0, end);
        text = text.slice(end ?? text.length);
        if (end === undefined) continue;
        this.#elements = new ElementSplitter(this.maxElementLength);
        yield { array: true };
      }
    }
  }

  #close(): void {
    this.#elements = undefined;
    this.around += "]";
  }

  /** Returns the offset after the bracket that opens the array; undefined if none does. */
  #arrayIn(text: string): number | undefined {
    let [at, depth, inString, start] = [this.#inEscape ? 1 : 0, this.#depth, this.#inString, 0];
    let end: number | undefined;
    for (; at < text.length && end === undefined; at++) {
      const char = text.charCodeAt(at);
      if (inString) {
        if (char === backslash) at++;
        else if (char === quote) inString = this.#endString(depth, text.slice(start, at + 1));
      } else if (char === quote) {
        [inString, start] = [true, at];
        if (this.#isKey(depth)) this.#key = "";
      } else if (char === openArray && depth === 1 && this.#isValue()) end = at + 1;
      else if (char === openArray || char === openObject) depth++;
      else if (char === closeArray || char === closeObject) depth--;
      else if (depth === 1 && char === colon) this.#hasColon = true;
      else if (depth === 1 && char === comma) this.#hasColon = false;
    }
    if (inString && this.#isKey(depth)) this.#key += text.slice(start);
    [this.#inEscape, this.#depth, this.#inString] = [at > text.length, depth, inString];
    return end;
  }

  #isKey(depth: number): boolean {
    return depth === 1 && !this.#hasColon;
  }

  #endString(depth: number, text: string): false {
    if (this.#isKey(depth)) this.#key += text;
    return false;
  }

  /** Whether the member's value comes next. */
  #isValue(): boolean {
    if (!this.#hasColon) return false;
    try {
      return JSON.parse(this.#key) === this.member;
    } catch {
      return false;
    }
  }
}
