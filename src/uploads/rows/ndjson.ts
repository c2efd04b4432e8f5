import { jsonRow, maxRowBytes, tooLarge, type UploadRow } from "./row.ts";

/** Reads one JSON object per line; blank lines are passed over, and a line that cannot be read is rejected with its number. */
export async function* ndjsonRows(pieces: AsyncIterable<string>): AsyncGenerator<UploadRow> {
  let line = 0;
  for await (const text of lines(pieces)) {
    line++;
    if (text === undefined) yield { line, column: null, reason: tooLarge };
    else if (text.trim() !== "") {
      yield jsonRow(line, text) ?? { line, column: null, reason: "not valid JSON" };
    }
  }
}

/** Lines without their line feeds; undefined for one larger than a row may be. */
async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<string | undefined> {
  let rest = "";
  let dropped = false;
  for await (const piece of pieces) {
    const parts = (rest + piece).split("\n");
    rest = parts.pop()!;
    for (const part of parts) {
      yield dropped || part.length > maxRowBytes ? undefined : part;
      dropped = false;
    }
    if (rest.length > maxRowBytes) [rest, dropped] = ["", true];
  }
  if (rest !== "" || dropped) yield dropped ? undefined : rest;
}
