import { InvalidBody } from "../../domain/errors.ts";
import { jsonRow, maxRowBytes, tooLarge, type UploadRow } from "./row.ts";

const fault = (message: string, pointer = "") => new InvalidBody([{ pointer, message }]);

/**
 * Streams the elements of a JSON array; `line` is the number of the element, from 1. Throws
 * InvalidBody, with the element, for a syntax error: the next element cannot be located after one.
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

/** Splits an array at its top-level commas. Does not check the syntax of the elements. */
class ElementSplitter {
  place: "before" | "inside" | "after" = "before";
  /** The buffer; starts with the current element. */
  private text = "";
  private at = 0;
  private inString = false;
  /** Number of open brackets and braces in the current element. */
  private depth = 0;
  private isFirst = true;
  private oversized = false;

  /** Yields the text of each element that ends in this piece; undefined for an oversized one. */
  *take(piece: string): Generator<string | undefined> {
    this.text += piece;
    let start = 0;
    let at = this.at;
    for (; at < this.text.length; at++) {
      const char = this.text.charCodeAt(at);
      if (this.inString) {
        if (char === backslash) at++;
        else if (char === quote) this.inString = false;
      } else if (this.place !== "inside") {
        if (this.outside(char)) start = at + 1;
      } else if (char === quote) this.inString = true;
      else if (char === openArray || char === openObject) this.depth++;
      else if (this.depth > 0) {
        if (char === closeArray || char === closeObject) this.depth--;
      } else if (char === comma || char === closeArray) {
        yield* this.element(start, at, char === closeArray);
        start = at + 1;
      }
    }
    if (at - start > maxRowBytes) [this.oversized, start] = [true, this.text.length];
    this.text = this.text.slice(start);
    this.at = at - start; // past the end if the piece ends within an escape
  }

  /** Handles a character before or after the array; returns true if it opens the array. */
  private outside(char: number): boolean {
    if (isBlank(String.fromCharCode(char))) return false;
    if (this.place === "after") throw fault("unexpected text after the JSON array");
    if (char !== openArray) throw fault("must be a JSON array of objects");
    this.place = "inside";
    return true;
  }

  private *element(start: number, end: number, last: boolean): Generator<string | undefined> {
    if (last) this.place = "after";
    const isLarge = this.oversized || end - start > maxRowBytes;
    const text = isLarge ? undefined : this.text.slice(start, end);
    if (!(last && this.isFirst && text !== undefined && isBlank(text))) yield text;
    [this.isFirst, this.oversized] = [false, false];
  }
}
