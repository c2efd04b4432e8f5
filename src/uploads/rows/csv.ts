import { InvalidBody, InvalidParameter } from "../../domain/errors.ts";
import { csvRecords, readRecord } from "./csv_records.ts";
import { unstorablePath } from "../../domain/well_formed.ts";
import { recordOf, type UploadRow } from "./row.ts";

export type CsvOptions = {
  phoneColumn: string;
  /** Detected from the header row when not given. */
  delimiter?: string;
  /** Columns whose cells become numbers. */
  numericColumns: string[];
};

/**
 * Reads CSV with a header row, one row at a time. Throws InvalidBody or InvalidParameter for a header that cannot be
 * used; a row that cannot be read is rejected with its line, the file starting with line 1.
 */
export async function* csvRows(
  pieces: AsyncIterable<string>,
  options: CsvOptions,
): AsyncGenerator<UploadRow> {
  let header: Header | undefined;
  const delimiterOf = (line: string) =>
    options.delimiter ?? detectDelimiter(line, options.phoneColumn);
  for await (const record of csvRecords(pieces, delimiterOf)) {
    if (header) yield "cells" in record ? row(record.line, record.cells, header) : record;
    else if ("cells" in record) header = readHeader(record.cells, options);
    else throw headerFault(record.reason);
  }
  if (!header) throw new InvalidBody([{ pointer: "", message: "the file has no header row" }]);
}

/** Of the candidates that make the telephone number a column (of all, if none does) the one that makes most columns. */
function detectDelimiter(line: string, phoneColumn: string): string {
  const candidates = [",", ";", "\t", "|"].map((delimiter) => {
    const read = readRecord(line, 0, delimiter, true);
    const names = read && read.fault === undefined ? read.cells : [];
    return { delimiter, columns: names.length, fits: names.includes(phoneColumn) };
  });
  return candidates.toSorted((a, b) => Number(b.fits) - Number(a.fits) || b.columns - a.columns)[0]!
    .delimiter;
}

type Header = { names: string[]; numeric: boolean[] };

const headerFault = (message: string) =>
  new InvalidBody([{ pointer: "", message: `header row: ${message}` }]);

function readHeader(names: string[], { phoneColumn, numericColumns }: CsvOptions): Header {
  const empty = names.indexOf("");
  if (empty >= 0) throw headerFault(`column ${empty + 1} has no name`);
  const seen = new Set<string>();
  const twice = names.find((name) => seen.has(name) || !seen.add(name));
  if (twice !== undefined) throw headerFault(`the column "${twice.slice(0, 100)}" comes twice`);
  if (unstorablePath(names) !== undefined) throw headerFault("a name holds U+0000");
  const known = `the columns are ${names.join(", ")}`.slice(0, 500);
  if (!seen.has(phoneColumn)) {
    throw new InvalidParameter("phoneColumn", `there is no column "${phoneColumn}": ${known}`);
  }
  const unknown = numericColumns.find((name) => !seen.has(name) || name === phoneColumn);
  if (unknown === phoneColumn) {
    throw new InvalidParameter("numericColumns", "a telephone number is not a number");
  }
  if (unknown !== undefined) {
    throw new InvalidParameter("numericColumns", `there is no column "${unknown}": ${known}`);
  }
  return { names, numeric: names.map((name) => numericColumns.includes(name)) };
}

function row(line: number, cells: string[], { names, numeric }: Header): UploadRow {
  if (cells.length !== names.length) {
    return {
      line,
      column: null,
      reason: `the row has ${cells.length} cells, but the header has ${names.length}`,
    };
  }
  const entries: [string, unknown][] = [];
  for (const [index, cell] of cells.entries()) {
    const value = numeric[index] ? toNumber(cell) : cell;
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

/** JSON's notation of numbers, leading zeros allowed; an empty cell is null; undefined for anything else, and beyond the range of a double. */
function toNumber(cell: string): number | null | undefined {
  if (cell === "") return null;
  if (!/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}
