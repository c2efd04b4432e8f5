import { jsonRow, maxRowBytes, tooLarge, type UploadRow } from "./row.ts";

/**
 * Streams one JSON object per line. Skips blank lines; yields a rejection, with its line from 1,
 * for an invalid line.
 */
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

/** Yields lines without their line feeds; undefined for an oversized line. */
async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<string | undefined> {
  let rest = "";
  let oversized = false;
  for await (const piece of pieces) {
    const parts = (rest + piece).split("\n");
    rest = parts.pop()!;
    for (const part of parts) {
      yield oversized || part.length > maxRowBytes ? undefined : part;
      oversized = false;
    }
    if (rest.length > maxRowBytes) [rest, oversized] = ["", true];
  }
  if (rest !== "" || oversized) yield oversized ? undefined : rest;
}
