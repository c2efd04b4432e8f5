import { InvalidBody } from "../../domain/errors.ts";
import { jsonRow, maxRowBytes, tooLarge, type UploadRow } from "./row.ts";

const fault = (message: string, pointer = "") => new InvalidBody([{ pointer, message }]);

/**
 * Reads the elements of a JSON array as they come; `line` is the number of the element, from 1. Throws InvalidBody,
 * naming the element, where the text is no such array: what follows cannot be told apart any more.
 */
export async function* jsonArrayRows(pieces: AsyncIterable<string>): AsyncGenerator<UploadRow> {
  const splitter = new ElementSplitter();
  let line = 0;
  for await (const piece of pieces) {
    for (const text of splitter.take(piece)) {
      line++;
      const row = text === undefined
        ? { line, column: null, reason: tooLarge }
        : jsonRow(line, text);
      if (!row) throw fault(`element ${line} of the array is not valid JSON`, `/${line - 1}`);
      yield row;
    }
  }
  if (splitter.place === "before") throw fault("must be a JSON array of objects");
  if (splitter.place === "inside") {
    throw fault(`the JSON array is not closed (after ${line} elements)`);
  }
}

const [quote, comma, openArray, backslash, closeArray, openObject, closeObject] = [...'",[\\]{}']
  .map((char) => char.charCodeAt(0));
const isBlank = (text: string) => /^[ \t\n\r]*$/.test(text);

/** Parts an array at the commas between its elements; whether these are JSON is for their parser to say. */
class ElementSplitter {
  place: "before" | "inside" | "after" = "before";
  /** From the start of the current element on. */
  private text = "";
  private at = 0;
  private quoted = false;
  /** Brackets and braces that are open within the current element. */
  private depth = 0;
  private first = true;
  private dropped = false;

  /** The text of each element that ends in this piece; undefined for one larger than a row may be. */
  *take(piece: string): Generator<string | undefined> {
    this.text += piece;
    let start = 0;
    let at = this.at;
    for (; at < this.text.length; at++) {
      const char = this.text.charCodeAt(at);
      if (this.quoted) {
        if (char === backslash) at++;
        else if (char === quote) this.quoted = false;
      } else if (this.place !== "inside") {
        if (this.outside(char)) start = at + 1;
      } else if (char === quote) this.quoted = true;
      else if (char === openArray || char === openObject) this.depth++;
      else if (this.depth > 0) {
        if (char === closeArray || char === closeObject) this.depth--;
      } else if (char === comma || char === closeArray) {
        yield* this.element(start, at, char === closeArray);
        start = at + 1;
      }
    }
    if (at - start > maxRowBytes) [this.dropped, start] = [true, this.text.length];
    this.text = this.text.slice(start);
    this.at = at - start; // past the end if an escape was cut
  }

  /** Before and after the array; true where it opens. */
  private outside(char: number): boolean {
    if (isBlank(String.fromCharCode(char))) return false;
    if (this.place === "after") throw fault("something follows the JSON array");
    if (char !== openArray) throw fault("must be a JSON array of objects");
    this.place = "inside";
    return true;
  }

  private *element(start: number, end: number, last: boolean): Generator<string | undefined> {
    if (last) this.place = "after";
    const isLarge = this.dropped || end - start > maxRowBytes;
    const text = isLarge ? undefined : this.text.slice(start, end);
    if (!(last && this.first && text !== undefined && isBlank(text))) yield text;
    [this.first, this.dropped] = [false, false];
  }
}
