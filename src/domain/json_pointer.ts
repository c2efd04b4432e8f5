/** JSON pointers (RFC 6901). */

/** The pointer to a member of what `pointer` points to. */
export const childPointer = (pointer: string, key: PropertyKey): string =>
  `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** The name of the outermost member that a pointer leads through. */
export const firstKey = (pointer: string): string =>
  pointer.split("/")[1]!.replaceAll("~1", "/").replaceAll("~0", "~");
