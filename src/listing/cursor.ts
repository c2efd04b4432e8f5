import { decodeBase64url, encodeBase64url } from "../domain/base64url.ts";
import { InvalidParameter } from "../domain/errors.ts";

/**
 * The end of a page: the position of its last call and, unless the order is by position, the sort
 * keys of that call as Postgres text.
 */
export type Cursor = { position: number; keys: (string | null)[] };

/** FNV-1a, 32 bits. Detects a cursor sent with another query by mistake; not a security check. */
function fingerprint(query: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < query.length; i++) hash = Math.imul(hash ^ query.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Returns an opaque, URL-safe text that `decodeCursor` accepts with the same query only. */
export function encodeCursor({ position, keys }: Cursor, query: string): string {
  const json = JSON.stringify([fingerprint(query), position, ...keys]);
  const ascii = json.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return encodeBase64url(ascii);
}

/** Throws InvalidParameter for a malformed cursor and for the cursor of another query. */
export function decodeCursor(text: string, query: string): Cursor {
  const [queryHash, position, ...keys] = parse(text);
  const isPosition = typeof position === "number" && Number.isInteger(position) && position > 0 &&
    position <= 0x7fffffff;
  if (
    typeof queryHash !== "string" || !isPosition ||
    !keys.every((key) => key === null || typeof key === "string")
  ) {
    throw new InvalidParameter("cursor", "is not a nextCursor returned by this API");
  }
  if (queryHash !== fingerprint(query)) {
    throw new InvalidParameter(
      "cursor",
      "belongs to another batch, filter, search, sortBy or sortOrder",
    );
  }
  return { position, keys: keys as (string | null)[] };
}

function parse(text: string): unknown[] {
  try {
    const value = JSON.parse(decodeBase64url(text));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
