import { losesDigits, lossyPlace } from "../domain/exact_number.ts";
import { InvalidParameter } from "../domain/errors.ts";
import { jsonFault, repeatedMember } from "../domain/json_faults.ts";
import { exceedsBytes } from "../domain/utf8.ts";

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const maxBytes = 4096;

/** Returns the filter as an object. Throws InvalidParameter for text that is none. */
export function parseFilter(given: string | Json): Json {
  const text = typeof given === "string" ? given : JSON.stringify(given);
  if (exceedsBytes(text, maxBytes)) reject(`at most ${maxBytes} bytes`);
  if (typeof given !== "string") return given;
  const fault = jsonFault(text);
  if (fault !== undefined) reject(`is not JSON: ${fault}`);
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) reject("must be a JSON object");
  const lossy = lossyPlace(text);
  if (lossy !== undefined) reject(losesDigits(lossy.number), lossy.pointer);
  const repeated = repeatedMember(text);
  if (repeated !== undefined) reject("is given more than once", repeated);
  return value;
}

function reject(message: string, pointer = ""): never {
  throw new InvalidParameter("filter", message, pointer);
}
