import { losesDigits, lossyNumber } from "../../domain/exact_number.ts";
import type { Rejection } from "../contact.ts";

/** A row of an upload: parsed but not yet validated, or rejected by the parser. */
export type ReadRow = { line: number; record: Record<string, unknown> };
export type UploadRow = ReadRow | Rejection;

/** The maximum bytes of a row are also the maximum number of its characters that are buffered. */
export { maxRowBytes, tooLarge } from "../../domain/variables.ts";

/** Like `Object.fromEntries`, with `__proto__` as an ordinary name. Safe for external names. */
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

/** Parses a JSON object as a row. Returns undefined if `text` is not valid JSON. */
export function jsonRow(line: number, text: string): UploadRow | undefined {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return undefined;
  }
  const lossy = lossyNumber(text);
  if (lossy !== undefined) return { line, column: null, reason: losesDigits(lossy) };
  if (typeof record === "object" && record !== null && !Array.isArray(record)) {
    return { line, record: record as Record<string, unknown> };
  }
  return { line, column: null, reason: "must be a JSON object" };
}
