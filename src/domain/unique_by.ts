/**
 * What makes a call unique in its batch: `phoneNumber`, `none` (nothing), or `variables.<name>`,
 * one of its variables, with the dots of its name as they are.
 */
export type UniqueBy = string;

const prefix = "variables.";
/** Characters; a key of an index has bounds. */
const maxKeyLength = 200;

/** The variable that the batch's calls are unique by; undefined without one. */
export const uniqueVariable = (uniqueBy: UniqueBy): string | undefined =>
  uniqueBy.startsWith(prefix) ? uniqueBy.slice(prefix.length) : undefined;

/** Why a contact has no key in a batch that is unique by the variable. */
export class NoUniqueKey extends Error {
  override name = "NoUniqueKey";
}

/**
 * The key of a contact in a batch that is unique by a variable: its value as text, since a CSV file
 * has `5` as a text and JSON may have it as a number. Throws NoUniqueKey unless the value is a
 * number or a text of 1 to 200 characters.
 */
export function uniqueKey(variable: string, variables: Record<string, unknown>): string {
  const value = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
  if (value === undefined || value === null || value === "") {
    throw new NoUniqueKey("is missing, and the calls of this batch are unique by it");
  }
  if (typeof value !== "string" && typeof value !== "number") {
    throw new NoUniqueKey("must be a text or a number: the calls of this batch are unique by it");
  }
  const key = String(value);
  if (key.length <= maxKeyLength) return key;
  throw new NoUniqueKey(`must have at most ${maxKeyLength} characters: it must be unique`);
}
