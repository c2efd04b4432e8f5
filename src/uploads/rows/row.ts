/** What an upload is made of: contacts as they were read, and places that could not be read. */
export type ReadRow = { line: number; record: Record<string, unknown> };
export type RejectedRow = { line: number; column: string | null; reason: string };
export type UploadRow = ReadRow | RejectedRow;

/** Most bytes of one row. A reader holds no more characters of a row than this. */
export const maxRowBytes = 65_536;
export const tooLarge = "the row is larger than 64 KiB";

/** An object for names that come from outside: `__proto__` is a name like any other. */
export function recordOf(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    if (name !== "__proto__") record[name] = value;
    else {Object.defineProperty(record, name, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });}
  }
  return record;
}

/** The JSON object that `text` is, as a row; undefined if it is not JSON. */
export function jsonRow(line: number, text: string): UploadRow | undefined {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof record === "object" && record !== null && !Array.isArray(record)) {
    return { line, record: record as Record<string, unknown> };
  }
  return { line, column: null, reason: "must be a JSON object" };
}
