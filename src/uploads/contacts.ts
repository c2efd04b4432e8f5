import type { Contact } from "./contact.ts";
import { checkVariables } from "../domain/variables.ts";
import type { ReadRow, RejectedRow, UploadRow } from "./rows/row.ts";

/** Validates rows; yields a contact or a rejection for each. */
export async function* contacts(
  rows: AsyncIterable<UploadRow>,
  phoneColumn: string,
): AsyncGenerator<Contact | RejectedRow> {
  for await (const row of rows) yield "record" in row ? contact(row, phoneColumn) : row;
}

function contact({ line, record }: ReadRow, phoneColumn: string): Contact | RejectedRow {
  const reject = (column: string | null, reason: string) => ({
    line,
    column: column?.slice(0, 100).toWellFormed() ?? null,
    reason,
  });
  if (!Object.hasOwn(record, phoneColumn)) {
    return reject(phoneColumn, "the phone number is missing");
  }
  const { [phoneColumn]: phoneNumber, ...variables } = record;
  if (typeof phoneNumber !== "string" || !/^\+[1-9][0-9]{6,14}$/.test(phoneNumber)) {
    return reject(phoneColumn, "not an E.164 number: it must start with + and hold 7 to 15 digits");
  }
  const checked = checkVariables(variables);
  return "size" in checked
    ? { line, phoneNumber, variables, size: checked.size }
    : reject(checked.name, checked.reason);
}
