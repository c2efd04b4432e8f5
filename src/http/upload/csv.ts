import { Buffer } from "node:buffer";
import { type CsvError, type Info, parse } from "csv-parse/stream";
import { InvalidBody, InvalidParameter } from "../../domain/errors.ts";
import { maxRowBytes, recordOf, type RefusedRow, tooLarge, type UploadRow } from "./rows.ts";

export type CsvOptions = {
  phoneColumn: string;
  /** Detected from the header row when not given. */
  delimiter?: string;
  /** Columns whose cells become numbers. */
  numericColumns: string[];
};

const delimiters = [",", ";", "\t", "|"];

/**
 * Reads CSV (RFC 4180; LF or CRLF, with or without a byte order mark), one row at a time. Throws InvalidBody or InvalidParameter for a header
 * that cannot be used; a row that cannot be read is refused with its line, the header being line 1.
 */
export async function* csvRows(chunks: AsyncIterable<Uint8Array>, options: CsvOptions): AsyncGenerator<UploadRow> {
  const [head, rest] = await firstLine(chunks);
  const refused: RefusedRow[] = [];
  let end = 0;
  const parser = parse({
    bom: true,
    delimiter: options.delimiter ?? detect(head),
    record_delimiter: ["\r\n", "\n"],
    info: true,
    relax_column_count: true,
    max_record_size: maxRowBytes,
    skip_records_with_error: true,
    on_skip: (error) => void refused.push({ line: end + 1, column: null, reason: reasonOf(error) }),
  });
  const rows = ReadableStream.from(rest).pipeThrough(parser) as ReadableStream<{ record: string[]; info: Info }>;
  let header: Header | undefined;
  for await (const { record, info } of rows) {
    yield* refused.splice(0);
    const line = end + 1;
    end = info.lines;
    if (header) {
      if (record.length > 1 || record[0] !== "" || header.names.length === 1) yield row(line, record, header);
    } else header = readHeader(record, options);
  }
  yield* refused;
  if (!header) throw new InvalidBody([{ pointer: "", message: refused[0]?.reason ?? "the file has no header row" }]);
}

/** The text up to the first line feed (64 KiB at most), and all chunks, that one included. */
async function firstLine(chunks: AsyncIterable<Uint8Array>): Promise<[string, AsyncIterable<Uint8Array>]> {
  const iterator = chunks[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let size = 0;
  while (size < maxRowBytes) {
    const { done, value } = await iterator.next();
    if (done) break;
    read.push(value);
    size += value.length;
    if (value.includes(0x0a)) break;
  }
  const head = new TextDecoder().decode(Buffer.concat(read)).split("\n")[0]!;
  return [
    head,
    (async function* () {
      for (const chunk of read) yield Buffer.from(chunk);
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield Buffer.from(next.value);
    })(),
  ];
}

/** The candidate that the header row has most of, outside quotes. */
function detect(head: string): string {
  const bare = head.replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => bare.split(delimiter).length;
  return delimiters.toSorted((a, b) => count(b) - count(a))[0]!;
}

type Header = { names: string[]; numeric: boolean[] };

function readHeader(names: string[], { phoneColumn, numericColumns }: CsvOptions): Header {
  const fault = (message: string): never => {
    throw new InvalidBody([{ pointer: "", message: `header row: ${message}` }]);
  };
  const empty = names.indexOf("");
  if (empty >= 0) fault(`column ${empty + 1} has no name`);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) fault(`the column "${twice}" comes twice`);
  const known = `the columns are ${names.join(", ")}`.slice(0, 500);
  if (!names.includes(phoneColumn)) {
    throw new InvalidParameter("phoneColumn", `there is no column "${phoneColumn}": ${known}`);
  }
  const unknown = numericColumns.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new InvalidParameter("numericColumns", `there is no column "${unknown}": ${known}`);
  return { names, numeric: names.map((name) => numericColumns.includes(name)) };
}

function row(line: number, cells: string[], { names, numeric }: Header): UploadRow {
  if (cells.length !== names.length) {
    return { line, column: null, reason: `${cells.length} cells, but the header has ${names.length}` };
  }
  const values: (string | number | null)[] = cells;
  for (let i = 0; i < values.length; i++) {
    if (!numeric[i]) continue;
    const value = toNumber(cells[i]!);
    if (value === undefined) return { line, column: names[i]!, reason: `not a number: "${cells[i]!.slice(0, 40)}"` };
    values[i] = value;
  }
  return { line, record: recordOf(names.map((name, index) => [name, values[index]])) };
}

/** JSON's notation of numbers, leading zeros allowed; an empty cell is null; undefined for anything else. */
function toNumber(cell: string): number | null | undefined {
  if (cell === "") return null;
  if (!/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}

const reasons: Record<string, string> = {
  CSV_MAX_RECORD_SIZE: tooLarge,
  CSV_QUOTE_NOT_CLOSED: "a quote is opened and never closed",
  CSV_INVALID_CLOSING_QUOTE: "a closing quote is followed by something else than the delimiter",
  INVALID_OPENING_QUOTE: "a quote stands in the middle of a cell without quotes",
};
const reasonOf = (error: CsvError | undefined) => reasons[error?.code ?? ""] ?? "the row cannot be read as CSV";
