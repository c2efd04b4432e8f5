import type { Contact } from "../../queries/add_calls.ts";
import { unstorable } from "../well_formed.ts";
import type { ReadRow, RefusedRow, UploadRow } from "./rows.ts";
import { maxRowBytes, tooLarge } from "./rows.ts";

const maxVariables = 200;
const maxDepth = 20;

/** Tells contacts from rows that cannot be one. */
export async function* contacts(
  rows: AsyncIterable<UploadRow>,
  phoneColumn: string,
): AsyncGenerator<Contact | RefusedRow> {
  for await (const row of rows) yield "record" in row ? contact(row, phoneColumn) : row;
}

function contact({ line, record }: ReadRow, phoneColumn: string): Contact | RefusedRow {
  const refuse = (column: string | null, reason: string): RefusedRow => ({
    line,
    column: column?.slice(0, 100) ?? null,
    reason,
  });
  if (!Object.hasOwn(record, phoneColumn)) return refuse(phoneColumn, "the telephone number is missing");
  const { [phoneColumn]: phoneNumber, ...variables } = record;
  if (typeof phoneNumber !== "string" || !/^\+[1-9][0-9]{6,14}$/.test(phoneNumber)) {
    return refuse(phoneColumn, "not an E.164 number: it must start with + and hold 7 to 15 digits");
  }
  const names = Object.keys(variables);
  if (names.length > maxVariables) return refuse(null, `more than ${maxVariables} variables`);
  const fault = names.find((name) => !isFinite(variables[name], maxDepth));
  if (fault !== undefined) {
    return refuse(fault, `holds a number out of range, or is nested more than ${maxDepth} levels deep`);
  }
  const bad = unstorable(variables);
  if (bad !== undefined) {
    return refuse(
      bad.split("/")[1]!.replaceAll("~1", "/").replaceAll("~0", "~"),
      "must be well-formed Unicode without U+0000",
    );
  }
  const json = JSON.stringify(variables);
  return json.length > maxRowBytes ? refuse(null, tooLarge) : { line, phoneNumber, variables };
}

/** Whether all numbers are finite (JSON like 1e400 is not) and nothing lies deeper than `depth`. */
function isFinite(value: unknown, depth: number): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (value === null || typeof value !== "object") return true;
  return depth > 0 && Object.values(value).every((member) => isFinite(member, depth - 1));
}
