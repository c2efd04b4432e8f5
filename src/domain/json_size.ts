/** What a JSON text would cost to parse, found out by a scan that costs little. */

export type JsonLimits = {
  /** Levels of nesting. */
  depth: number;
  /** Commas and opening brackets: at least the number of values. */
  values: number;
  /** Members of one object: many names cost more than as many elements. */
  members: number;
};

const [quote, backslash, comma, openArray, closeArray, openObject, closeObject] = [...'"\\,[]{}']
  .map((char) => char.charCodeAt(0));

/** Returns why a text is too much; undefined if it is not. Does not check the syntax. */
export function excessOf(text: string, limits: JsonLimits): string | undefined {
  let depth = 0;
  let values = 0;
  /** Commas so far in each open object; NaN for an array. */
  const members: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === quote) at = stringEnd(text, at);
    else if (char === comma) {
      values++;
      if (++members[depth]! >= limits.members) {
        return `more than ${limits.members} members in one object`;
      }
    } else if (char === closeArray || char === closeObject) depth--;
    else if (char === openArray || char === openObject) {
      [values, depth] = [values + 1, depth + 1];
      members[depth] = char === openObject ? 0 : NaN;
    }
    if (depth > limits.depth) return `nested deeper than ${limits.depth} levels`;
    if (values > limits.values) return `more than ${limits.values} values`;
  }
  return undefined;
}

/** The offset of the quote that ends the string at `start`; that of the end if there is none. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = at;
    while (text.charCodeAt(escapes - 1) === backslash) escapes--;
    if ((at - escapes) % 2 === 0) return at;
  }
  return text.length;
}
