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

/** A value of a sort key as Postgres text, or a number. */
export type Key = string | number | null;

/**
 * Returns an opaque, URL-safe text that `decodeKeys` accepts with the same query only: UTF-8, as
 * escapes of JSON could make it longer than the contract allows.
 */
export function encodeKeys(keys: Key[], query: string): string {
  const bytes = new TextEncoder().encode(JSON.stringify([fingerprint(query), ...keys]));
  return encodeBase64url(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** Throws InvalidParameter for a malformed cursor and for the cursor of another query. */
export function decodeKeys(text: string, query: string): Key[] {
  const [queryHash, ...keys] = parse(text);
  const isKey = (key: unknown) => key === null || ["string", "number"].includes(typeof key);
  if (typeof queryHash !== "string" || !keys.every(isKey)) rejectCursor();
  if (queryHash !== fingerprint(query)) {
    throw new InvalidParameter(
      "cursor",
      "belongs to another batch, filter, search, sortBy or sortOrder",
    );
  }
  return keys as Key[];
}

export const rejectCursor = (): never => {
  throw new InvalidParameter("cursor", "is not a nextCursor returned by this API");
};

/** The cursor of a page of calls. */
export const encodeCursor = ({ position, keys }: Cursor, query: string): string =>
  encodeKeys([position, ...keys], query);

/** Throws InvalidParameter for a malformed cursor and for the cursor of another query. */
export function decodeCursor(text: string, query: string): Cursor {
  const [position, ...keys] = decodeKeys(text, query);
  const isPosition = typeof position === "number" && Number.isInteger(position) && position > 0 &&
    position <= 0x7fffffff;
  const areTexts = keys.every((key) => key === null || typeof key === "string");
  if (!isPosition || !areTexts) return rejectCursor();
  return { position, keys: keys as (string | null)[] };
}

function parse(text: string): unknown[] {
  try {
    const bytes = Uint8Array.from(decodeBase64url(text), (char) => char.charCodeAt(0));
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
