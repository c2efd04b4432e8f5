/** Stands for a line feed inside a value: the line feed itself parts the values. A private-use character. */
export const innerLineFeed = "\uE00A";

/**
 * Folds upper and lower case together, one code point at a time and without a locale, as ECMAScript's `iu` flags do
 * (Unicode simple case folding, by way of the upper case): ſ becomes s, ς becomes σ, and ß, İ and ı stay themselves.
 */
export function foldCase(text: string): string {
  // deno-lint-ignore no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  let folded = "";
  for (const char of text) folded += foldChar(char);
  return folded;
}

function foldChar(char: string): string {
  if (char === "ı") return char; // its upper case is I, but it does not fold to i
  const upper = char.toUpperCase();
  const lower = (isSingle(upper) ? upper : char).toLowerCase();
  return isSingle(lower) ? lower : char;
}

const isSingle = (text: string) => text.length === 1 || (text.length === 2 && text.codePointAt(0)! > 0xffff);

/** What `search` looks at: the phone number and every string in the variables, however deep, case-folded, one per line. */
export function searchText(phoneNumber: string, variables: Record<string, unknown>): string {
  const values = [phoneNumber];
  collect(variables, values);
  return foldCase(values.map((value) => value.replaceAll("\n", innerLineFeed)).join("\n"));
}

function collect(value: unknown, into: string[]): void {
  if (typeof value === "string") into.push(value);
  else if (value !== null && typeof value === "object") {
    for (const member of Object.values(value)) collect(member, into);
  }
}
