/** Stands for a line feed inside a value: the line feed itself parts the values. A private-use character. */
export const innerLineFeed = "\uE00A";

// What folds otherwise than by way of its upper case (Unicode CaseFolding.txt).
const foldedChars = new Map([["ı", "ı"], ["\u1fd3", "\u0390"], ["\u1fe3", "\u03b0"], [
  "\ufb05",
  "\ufb06",
]]);

/**
 * Folds upper and lower case together, one code point at a time and without a locale, as ECMAScript's `iu` flags do
 * (Unicode simple case folding): ſ becomes s, ς becomes σ, and ß, İ and ı stay themselves.
 */
export function foldCase(text: string): string {
  // deno-lint-ignore no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  // deno-lint-ignore no-control-regex
  return text.replace(
    /[A-Z]+|[^\x00-\x7f]/gu,
    (run) => run < "\x80" ? run.toLowerCase() : foldedChar(run),
  );
}

function foldedChar(char: string): string {
  const known = foldedChars.get(char);
  if (known !== undefined) return known;
  const upper = char.toUpperCase();
  const lower = (isSingle(upper) ? upper : char).toLowerCase();
  const folded = isSingle(lower) ? lower : char;
  foldedChars.set(char, folded); // at most one entry per code point
  return folded;
}

const isSingle = (text: string) =>
  text.length === 1 || (text.length === 2 && text.codePointAt(0)! > 0xffff);

/** Text as it stands in a search text: case-folded and without line feeds. */
export const searchForm = (text: string): string => foldCase(text).replaceAll("\n", innerLineFeed);

/** What `search` looks at: the phone number and every string in the variables, however deep, one per line. */
export function searchText(phoneNumber: string, variables: Record<string, unknown>): string {
  const values = [searchForm(phoneNumber)];
  const pending: unknown[] = [variables];
  // A stack of its own: nesting is the caller's, and may be deeper than calls can go.
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === "string") values.push(searchForm(value));
    else if (value !== null && typeof value === "object") {
      for (const member of Object.values(value).reverse()) pending.push(member);
    }
  }
  return values.join("\n");
}
