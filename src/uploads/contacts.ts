import type { Contact, Rejection } from "./contact.ts";
import { type CountryCode, readPhoneNumber } from "../domain/phone_number.ts";
import { checkVariables } from "../domain/variables.ts";
import type { ReadRow, UploadRow } from "./rows/row.ts";

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
): AsyncGenerator<Contact | Rejection> {
  for await (const row of rows) yield "record" in row ? contact(row, options) : row;
}

function contact(
  { line, record }: ReadRow,
  { phoneColumn, defaultCountry }: ContactOptions,
): Contact | Rejection {
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
  const checked = checkVariables(variables);
  return "size" in checked
    ? { line, phoneNumber, variables, size: checked.size }
    : reject(checked.name, checked.reason);
}
