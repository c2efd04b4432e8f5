import type { Contact } from "./contact.ts";
import { type CountryCode, readPhoneNumber } from "../domain/phone_number.ts";
import { firstKey } from "../domain/json_pointer.ts";
import { exceedsBytes } from "../domain/utf8.ts";
import { unstorable, unstorablePath } from "../domain/well_formed.ts";
import {
  maxRowBytes,
  type ReadRow,
  type RejectedRow,
  tooLarge,
  type UploadRow,
} from "./rows/row.ts";

const maxVariables = 200;
const maxDepth = 20;

export type ContactOptions = {
  /** The column of the phone number. */
  phoneColumn: string;
  /** The country of numbers without a country code. */
  defaultCountry?: CountryCode;
};

/** Validates rows; yields a contact or a rejection for each. */
export async function* contacts(
  rows: AsyncIterable<UploadRow>,
  options: ContactOptions,
): AsyncGenerator<Contact | RejectedRow> {
  for await (const row of rows) yield "record" in row ? contact(row, options) : row;
}

function contact(
  { line, record }: ReadRow,
  { phoneColumn, defaultCountry }: ContactOptions,
): Contact | RejectedRow {
  const reject = (column: string | null, reason: string) => ({
    line,
    column: column?.slice(0, 100).toWellFormed() ?? null,
    reason,
  });
  if (!Object.hasOwn(record, phoneColumn)) {
    return reject(phoneColumn, "the phone number is missing");
  }
  const { [phoneColumn]: text, ...variables } = record;
  if (typeof text !== "string") return reject(phoneColumn, "the phone number is not a string");
  const read = readPhoneNumber(text, defaultCountry);
  if ("reason" in read) return reject(phoneColumn, read.reason);
  const phoneNumber = read.number;
  const names = Object.keys(variables);
  if (names.length > maxVariables) return reject(null, `more than ${maxVariables} variables`);
  for (const name of names) {
    const reason = faultOf(variables[name], maxDepth);
    if (reason !== undefined) return reject(name, reason);
  }
  // Recursive, so only after the check of the depth.
  const path = unstorablePath(variables);
  if (path !== undefined) {
    return reject(firstKey(path), unstorable);
  }
  const json = JSON.stringify(variables);
  return exceedsBytes(json, maxRowBytes)
    ? reject(null, tooLarge)
    : { line, phoneNumber, variables, size: json.length };
}

/**
 * The reason why a value cannot be stored: a number out of range (`1e400` parses as Infinity) or
 * more than `depth` levels of nesting. Undefined if there is none.
 */
function faultOf(value: unknown, depth: number): string | undefined {
  if (typeof value === "number") {
    return Number.isFinite(value) ? undefined : "contains a number out of range";
  }
  if (value === null || typeof value !== "object") return undefined;
  if (depth === 0) return `is nested more than ${maxDepth} levels deep`;
  for (const member of Object.values(value)) {
    const found = faultOf(member, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
