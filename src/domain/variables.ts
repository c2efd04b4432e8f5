/** The bounds of a contact's variables. */
import { firstKey } from "./json_pointer.ts";
import { exceedsBytes } from "./utf8.ts";
import { unstorable, unstorablePath } from "./well_formed.ts";

const maxVariables = 200;
const maxDepth = 20;
/** Bytes of the variables as JSON. */
export const maxRowBytes = 65_536;
export const tooLarge = "the row is larger than 64 KiB";

/** Which variable is invalid, or null for all of them together. */
export type VariablesFault = { name: string | null; reason: string };

/** Checks the variables of a contact; returns their length as JSON, in characters, or the fault. */
export function checkVariables(
  variables: Record<string, unknown>,
): { size: number } | VariablesFault {
  const names = Object.keys(variables);
  if (names.length > maxVariables) {
    return { name: null, reason: `more than ${maxVariables} variables` };
  }
  for (const name of names) {
    const reason = faultOf(variables[name], maxDepth);
    if (reason !== undefined) return { name, reason };
  }
  // Recursive, so only after the check of the depth.
  const path = unstorablePath(variables);
  if (path !== undefined) return { name: firstKey(path), reason: unstorable };
  const json = JSON.stringify(variables);
  return exceedsBytes(json, maxRowBytes) ? { name: null, reason: tooLarge } : { size: json.length };
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
