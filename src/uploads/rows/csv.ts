import { keepsDigits, losesDigits } from "../../domain/exact_number.ts";
import { InvalidBody, InvalidParameter } from "../../domain/errors.ts";
import { csvRecords, readRecord } from "./csv_records.ts";
import { withLineFeeds } from "./line_ends.ts";
import { unstorablePath } from "../../domain/well_formed.ts";
import { recordOf, type UploadRow } from "./row.ts";

export type CsvOptions = {
  phoneColumn: string;
  /** Detected from the header row if undefined. */
  delimiter?: string;
  /** Columns whose cells are parsed as numbers. */
  numericColumns: string[];
};

/**
 * Streams the rows of CSV with a header row. Yields a rejection, with its line from 1, for an
 * invalid row. Throws InvalidBody or InvalidParameter for an unusable header.
 */
export async function* csvRows(
  pieces: AsyncIterable<string>,
  options: CsvOptions,
): AsyncGenerator<UploadRow> {
  let header: Header | undefined;
  let isEmpty = true;
  const delimiterOf = (line: string, told?: string) =>
    options.delimiter ?? told ?? detectDelimiter(line, options.phoneColumn);
  for await (const record of csvRecords(withLineFeeds(pieces), delimiterOf)) {
    // Rows of nothing but delimiters: cells that a spreadsheet has formatted, and never filled.
    if ("cells" in record && record.cells.every((cell) => cell.trim() === "")) continue;
    if (header) {
      isEmpty = false;
      yield "cells" in record ? row(record.line, record.cells, header) : record;
    } else if ("cells" in record) header = readHeader(record.cells, options);
    else throw headerFault(record.reason);
  }
  if (!header) throw new InvalidBody([{ pointer: "", message: "the file has no header row" }]);
  if (isEmpty) throw new InvalidBody([{ pointer: "", message: "no row follows the header row" }]);
}

/**
 * Returns the delimiter that splits the header into most columns. Candidates for which the phone
 * number is a column come first.
 */
function detectDelimiter(line: string, phoneColumn: string): string {
  const candidates = [",", ";", "\t", "|"].map((delimiter) => {
    const read = readRecord(line, 0, delimiter, true);
    const names = read && read.fault === undefined ? read.cells : [];
    return {
      delimiter,
      columns: names.length,
      hasPhone: names.some((name) => name.trim() === phoneColumn),
    };
  });
  const byPreference = candidates.toSorted((a, b) =>
    Number(b.hasPhone) - Number(a.hasPhone) || b.columns - a.columns
  );
  return byPreference[0]!.delimiter;
}

type Header = { names: string[]; numeric: boolean[] };

const headerFault = (message: string) =>
  new InvalidBody([{ pointer: "", message: `header row: ${message}` }]);

function readHeader(cells: string[], { phoneColumn, numericColumns }: CsvOptions): Header {
  const trimmed = cells.map((name) => name.trim());
  const names = trimmed.slice(0, trimmed.findLastIndex((name) => name !== "") + 1);
  const empty = names.indexOf("");
  if (empty >= 0) throw headerFault(`column ${empty + 1} has no name`);
  const seen = new Set<string>();
  const duplicate = names.find((name) => seen.has(name) || !seen.add(name));
  if (duplicate !== undefined) throw headerFault(`duplicate column "${duplicate.slice(0, 100)}"`);
  if (unstorablePath(names) !== undefined) throw headerFault("a column name contains U+0000");
  const columns = `the columns are ${names.join(", ")}`.slice(0, 500);
  if (!seen.has(phoneColumn)) {
    throw new InvalidParameter("phoneColumn", `there is no column "${phoneColumn}": ${columns}`);
  }
  const unknown = numericColumns.find((name) => !seen.has(name) || name === phoneColumn);
  if (unknown === phoneColumn) {
    throw new InvalidParameter("numericColumns", "the phone column cannot be numeric");
  }
  if (unknown !== undefined) {
    throw new InvalidParameter("numericColumns", `there is no column "${unknown}": ${columns}`);
  }
  return { names, numeric: names.map((name) => numericColumns.includes(name)) };
}

function row(line: number, all: string[], { names, numeric }: Header): UploadRow {
  const beyond = all.slice(names.length);
  const cells = beyond.every((cell) => cell.trim() === "") ? all.slice(0, names.length) : all;
  if (cells.length !== names.length) {
    return {
      line,
      column: null,
      reason: `expected ${names.length} cells, found ${cells.length}`,
    };
  }
  const entries: [string, unknown][] = [];
  for (const [index, cell] of cells.entries()) {
    const value = numeric[index] ? toNumber(cell) : cell;
    if (numeric[index] && !keepsDigits(cell)) {
      return { line, column: names[index]!, reason: losesDigits(cell) };
    }
    if (value === undefined) {
      return {
        line,
        column: names[index]!,
        reason: `not a number: "${cell.slice(0, 40).toWellFormed()}"`,
      };
    }
    entries.push([names[index]!, value]);
  }
  return { line, record: recordOf(entries) };
}

/**
 * Parses a JSON number, with leading zeros allowed. Returns null for an empty cell, and undefined
 * if the cell is not a number in the range of a double.
 */
function toNumber(cell: string): number | null | undefined {
  if (cell === "") return null;
  if (!/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}
