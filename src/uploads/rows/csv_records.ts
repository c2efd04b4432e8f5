import { maxRowBytes, type RejectedRow, tooLarge } from "./row.ts";

/** The cells of one record; `line` is the line of the file on which it starts. */
export type CsvRecord = { line: number; cells: string[] };

/** One record or what is wrong with it, and where the next one starts. */
type Read = { cells: string[]; fault?: undefined; next: number } | { fault: string; next: number };

/**
 * Reads records of CSV (RFC 4180; LF or CRLF). Blank lines are passed over; a record that cannot be read is rejected, and reading goes on with
 * the line after the fault. Holds no more of a record than a row may be large.
 */
export async function* csvRecords(
  pieces: AsyncIterable<string>,
  delimiterOf: (headerLine: string) => string,
): AsyncGenerator<CsvRecord | RejectedRow> {
  const reader = new RecordReader(delimiterOf);
  for await (const piece of pieces) yield* reader.take(piece, false);
  yield* reader.take("", true);
}

class RecordReader {
  /** From the start of the current record on. */
  private text = "";
  private line = 1;
  private delimiter = "";
  /** A record that is too large: where it started, and whether a quote is open in it. */
  private dropped: { line: number; isQuoted: boolean } | undefined;

  constructor(private readonly delimiterOf: (headerLine: string) => string) {}

  *take(piece: string, isLast: boolean): Generator<CsvRecord | RejectedRow> {
    this.text += piece;
    let at = 0;
    while (at < this.text.length || (this.dropped && isLast)) {
      if (this.dropped) {
        const { line } = this.dropped;
        at = this.drop(at);
        if (this.dropped && !isLast) break;
        yield { line, column: null, reason: this.dropped?.isQuoted ? neverClosed : tooLarge };
        this.dropped = undefined;
        continue;
      }
      const read = this.read(at, isLast);
      if ((read?.next ?? this.text.length) - at > maxRowBytes + 1) {
        this.dropped = { line: this.line, isQuoted: false };
        continue;
      }
      if (!read) break;
      const line = this.line;
      for (; at < read.next; this.line++) at = (this.text.indexOf("\n", at) + 1) || read.next;
      if (read.fault !== undefined) yield { line, column: null, reason: read.fault };
      else if (read.cells.length > 0) yield { line, cells: read.cells };
    }
    this.text = this.text.slice(at);
  }

  private read(at: number, isLast: boolean): Read | undefined {
    const lineFeed = this.text.indexOf("\n", at);
    if (lineFeed < 0 && !isLast) return undefined;
    const end = lineFeed < 0 ? this.text.length : lineFeed;
    const line = this.text.slice(at, this.text[end - 1] === "\r" && end > at ? end - 1 : end);
    if (line === "") return { cells: [], next: end + 1 };
    this.delimiter ||= this.delimiterOf(line);
    if (line.includes('"')) return readRecord(this.text, at, this.delimiter, isLast);
    return { cells: line.split(this.delimiter), next: end + 1 };
  }

  /** Gives where the dropped record ends: at the first line feed outside quotes. */
  private drop(at: number): number {
    const dropped = this.dropped!;
    while (at < this.text.length) {
      const char = this.text[at++];
      if (char === '"') dropped.isQuoted = !dropped.isQuoted;
      if (char !== "\n") continue;
      this.line++;
      if (dropped.isQuoted) continue;
      this.dropped = undefined;
      break;
    }
    return at;
  }
}

const neverClosed = "a quote is opened and never closed; the rest of the file is within it";

/** Reads the record at `start`. Undefined if it may go on after the end of the text; `isLast` says that it does not. */
export function readRecord(
  text: string,
  start: number,
  delimiter: string,
  isLast: boolean,
): Read | undefined {
  const cells: string[] = [];
  for (let at = start;; at++) {
    const cell = text[at] === '"' ? quotedCell(text, at) : bareCell(text, at, delimiter);
    at = cell.end;
    const lineFeed = text.indexOf("\n", at);
    if (lineFeed < 0 && !isLast) return undefined;
    const lineEnd = lineFeed < 0 ? text.length : lineFeed;
    if (cell.fault !== undefined) return { fault: cell.fault, next: lineEnd + 1 };
    cells.push(cell.value);
    if (text[at] === delimiter) continue;
    const isEnd = at === lineEnd || (text[at] === "\r" && at + 1 === lineEnd);
    if (isEnd) return { cells, next: lineEnd + 1 };
    return {
      fault: "a closing quote is followed by something else than a delimiter",
      next: lineEnd + 1,
    };
  }
}

type Cell = { value: string; end: number; fault?: string };

function quotedCell(text: string, at: number): Cell {
  let value = "";
  for (let from = at + 1;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { value, end: text.length, fault: neverClosed };
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function bareCell(text: string, at: number, delimiter: string): Cell {
  let end = at;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== '"') {
    end++;
  }
  if (text[end] === '"') {
    return { value: "", end, fault: 'a quote within a cell: quote the cell and write "" for it' };
  }
  if (text[end] !== delimiter && end > at && text[end - 1] === "\r") end--;
  return { value: text.slice(at, end), end };
}
