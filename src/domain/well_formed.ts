import { childPointer } from "./json_pointer.ts";
import { isStorable } from "./storable.ts";

/**
 * Returns the first text in a JSON value that cannot be kept as it is, as a JSON pointer: with U+0000, which Postgres text
 * cannot hold, or with a lone surrogate, which UTF-8 cannot. Undefined when there is none.
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
