import { InvalidBody } from "../../domain/errors.ts";
import { ElementSplitter, isBlank } from "../../domain/json_elements.ts";
import { jsonRow, maxRowBytes, tooLarge, type UploadRow } from "./row.ts";

const fault = (message: string, pointer = "") => new InvalidBody([{ pointer, message }]);

/**
 * Streams the elements of a JSON array; `line` is the number of the element, from 1. Throws
 * InvalidBody, with the element, for a syntax error: the next element cannot be located after one.
 */
export async function* jsonArrayRows(pieces: AsyncIterable<string>): AsyncGenerator<UploadRow> {
  const elements = new ElementSplitter(maxRowBytes);
  let isOpen = false;
  let line = 0;
  for await (const piece of pieces) {
    if (elements.rest === undefined) {
      const inside: string | undefined = isOpen ? piece : afterBracket(piece);
      isOpen = inside !== undefined;
      for (const text of elements.take(inside ?? "")) yield row(++line, text);
      assertBlank(elements.rest ?? "");
    } else assertBlank(piece);
  }
  if (!isOpen) throw fault("must be a JSON array of objects");
  if (elements.rest === undefined) {
    throw fault(`the JSON array is not closed (after ${line} elements)`);
  }
}

/** What follows the opening bracket; undefined if there is only white space. */
function afterBracket(text: string): string | undefined {
  if (isBlank(text)) return undefined;
  const [, inside] = /^[ \t\n\r]*\[([^]*)$/.exec(text) ?? [];
  if (inside === undefined) throw fault("must be a JSON array of objects");
  return inside;
}

function assertBlank(text: string): void {
  if (!isBlank(text)) throw fault("unexpected text after the JSON array");
}

function row(line: number, text: string | undefined): UploadRow {
  if (text === undefined) return { line, column: null, reason: tooLarge };
  const row = jsonRow(line, text);
  if (!row) throw fault(`element ${line} of the array is not valid JSON`, `/${line - 1}`);
  return row;
}
