import { childPointer } from "./json_pointer.ts";
import { isStorable } from "./storable.ts";

export const unstorable = "must be well-formed Unicode without U+0000";

/**
 * Whether a URL or a JSON text in UTF-8 may hold what Postgres cannot store: only by an escape.
 */
export const mayHoldUnstorable = (text: string): boolean => /%00|\\u(?:0000|d[89a-f])/i.test(text);

/**
 * Returns the JSON pointer to the first string or key in a JSON value that Postgres cannot store:
 * one with U+0000 or a lone surrogate. Returns undefined if there is none. Recursive: bound the
 * depth first.
 */
export function unstorablePath(value: unknown, at = ""): string | undefined {
  if (typeof value === "string") return isStorable(value) ? undefined : at;
  if (value === null || typeof value !== "object") return undefined;
  for (const [key, member] of Object.entries(value)) {
    const path = childPointer(at, key);
    const found = isStorable(key) ? unstorablePath(member, path) : path;
    if (found !== undefined) return found;
  }
  return undefined;
}
