import type { Rejection } from "../contact.ts";
import { maxRowBytes, tooLarge } from "./row.ts";

/** The cells of one record; `line` is its first line in the file, from 1. */
export type CsvRecord = { line: number; cells: string[] };

/** One record or its fault, and the offset of the next record. */
type Read = { cells: string[]; fault?: undefined; next: number } | { fault: string; next: number };

/** Chooses the delimiter by the header row, or by what Excel's line `sep=;` before it tells. */
type DelimiterOf = (headerLine: string, told?: string) => string;

/**
 * Streams the records of CSV (RFC 4180; LF or CRLF). Skips blank lines. Yields a rejection for an
 * invalid record and continues on the next line. Buffers at most `maxRowBytes` of a record, plus
 * one piece.
 */
export async function* csvRecords(
  pieces: AsyncIterable<string>,
  delimiterOf: DelimiterOf,
): AsyncGenerator<CsvRecord | Rejection> {
  const reader = new RecordReader(delimiterOf);
  for await (const piece of pieces) yield* reader.take(piece, false);
  yield* reader.take("", true);
}

class RecordReader {
  /** The buffer; starts with the current record. */
  private text = "";
  private line = 1;
  private delimiter = "";
  /** Set while an oversized record is skipped: its first line, and whether a quote is open. */
  private oversized: { line: number; isQuoted: boolean } | undefined;

  constructor(private readonly delimiterOf: DelimiterOf) {}

  *take(piece: string, isLast: boolean): Generator<CsvRecord | Rejection> {
    this.text += piece;
    let at = 0;
    while (at < this.text.length || (this.oversized && isLast)) {
      if (this.oversized) {
        const { line } = this.oversized;
        at = this.skip(at);
        if (this.oversized && !isLast) break;
        yield { line, column: null, reason: this.oversized?.isQuoted ? unclosedQuote : tooLarge };
        this.oversized = undefined;
        continue;
      }
      const read = this.read(at, isLast);
      if ((read?.next ?? this.text.length) - at > maxRowBytes + 1) {
        this.oversized = { line: this.line, isQuoted: false };
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
    if (line.trim() === "") return { cells: [], next: end + 1 };
    const told = this.delimiter === "" && /^"?sep=(.)"?$/i.exec(line)?.[1];
    if (told) {
      this.delimiter = this.delimiterOf("", told);
      return { cells: [], next: end + 1 };
    }
    this.delimiter ||= this.delimiterOf(line);
    if (line.includes('"')) return readRecord(this.text, at, this.delimiter, isLast);
    return { cells: line.split(this.delimiter), next: end + 1 };
  }

  /** Skips to the first line feed outside quotes; returns the offset after it. */
  private skip(at: number): number {
    const oversized = this.oversized!;
    while (at < this.text.length) {
      const char = this.text[at++];
      if (char === '"') oversized.isQuoted = !oversized.isQuoted;
      if (char !== "\n") continue;
      this.line++;
      if (oversized.isQuoted) continue;
      this.oversized = undefined;
      break;
    }
    return at;
  }
}

const unclosedQuote = "a quote is never closed; the rest of the file is inside it";

/**
 * Reads the record at `start`. Returns undefined if the record may continue after the end of
 * `text`, unless `isLast`.
 */
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
      fault: "a closing quote must be followed by a delimiter or a line end",
      next: lineEnd + 1,
    };
  }
}

type Cell = { value: string; end: number; fault?: string };

function quotedCell(text: string, at: number): Cell {
  let value = "";
  for (let from = at + 1;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { value, end: text.length, fault: unclosedQuote };
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
    return {
      value: "",
      end,
      fault: 'a quote in an unquoted cell: quote the cell and write "" for the quote',
    };
  }
  if (text[end] !== delimiter && end > at && text[end - 1] === "\r") end--;
  return { value: text.slice(at, end), end };
}
