/** JSON pointers (RFC 6901). */

/** Returns the pointer to the member `key` of the value at `pointer`. */
export const childPointer = (pointer: string, key: PropertyKey): string =>
  `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** Returns the first key of a pointer, unescaped. The pointer must not be empty. */
export const firstKey = (pointer: string): string =>
  pointer.split("/")[1]!.replaceAll("~1", "/").replaceAll("~0", "~");
