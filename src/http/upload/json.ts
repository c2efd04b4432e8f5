import { JSONParser } from "@streamparser/json";
import { InvalidBody } from "../../domain/errors.ts";
import { maxRowBytes, tooLarge, type UploadRow } from "./rows.ts";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const notAnObject = "must be a JSON object";

/** Reads one JSON object per line; blank lines are passed over, and a line that cannot be read is refused with its number. */
export async function* ndjsonRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<UploadRow> {
  let line = 0;
  for await (const text of lines(chunks)) {
    line++;
    if (text === undefined) yield { line, column: null, reason: tooLarge };
    else if (text.trim() !== "") yield parsed(line, text);
  }
}

function parsed(line: number, text: string): UploadRow {
  try {
    const record = JSON.parse(text);
    return isObject(record) ? { line, record } : { line, column: null, reason: notAnObject };
  } catch {
    return { line, column: null, reason: "not valid JSON" };
  }
}

/** Lines without their ends; undefined for one larger than a row may be, of which no more than that is held. */
async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder(); // drops a byte order mark
  let rest = "";
  let dropped = false;
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop()!;
    for (const part of parts) {
      yield dropped || part.length > maxRowBytes ? undefined : part;
      dropped = false;
    }
    if (rest.length > maxRowBytes) [rest, dropped] = ["", true];
  }
  if (rest !== "" || dropped) yield dropped ? undefined : rest;
}

/** Reads the elements of a JSON array as they come; `line` is the number of the element. Throws InvalidBody where the text is no such array. */
export async function* jsonArrayRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<UploadRow> {
  let found: UploadRow[] = [];
  let count = 0;
  let sinceLast = 0;
  let ended = false;
  let start = "";
  const fault = (message: string): never => {
    throw new InvalidBody([{ pointer: count ? `/${count}` : "", message }]);
  };
  const parser = new JSONParser({ paths: ["$.*"], keepStack: false });
  parser.onValue = ({ value, key }) => {
    count++;
    sinceLast = 0;
    if (typeof key !== "number") return;
    found.push(isObject(value) ? { line: count, record: value } : { line: count, column: null, reason: notAnObject });
  };
  parser.onEnd = () => void (ended = true);
  parser.onError = () => {}; // write() throws it as well
  for await (const chunk of chunks) {
    if (!start) start = new TextDecoder().decode(chunk).trimStart().slice(0, 1);
    if (start && start !== "[") fault("must be a JSON array of objects");
    for (let at = 0; at < chunk.length; at += maxRowBytes) {
      const piece = chunk.subarray(at, at + maxRowBytes);
      sinceLast += piece.length;
      try {
        if (ended && new TextDecoder().decode(piece).trim() !== "") throw new Error();
        if (!ended) parser.write(piece);
      } catch {
        fault(`not valid JSON (in or after element ${count + 1})`);
      }
      if (sinceLast > 4 * maxRowBytes) fault(tooLarge);
      yield* found;
      found = [];
    }
  }
  if (!ended) fault(start ? "the JSON array is not closed" : "must be a JSON array of objects");
}
