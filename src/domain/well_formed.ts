import { childPointer } from "./json_pointer.ts";
import { isStorable } from "./storable.ts";

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
