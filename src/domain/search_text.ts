/** Replaces a line feed inside a value, as the line feed separates values. A private-use code. */
export const innerLineFeed = "\uE00A";

// A cache, with the exceptions whose folding is not that of their upper case (CaseFolding.txt).
const foldedChars = new Map([
  ["ı", "ı"],
  ["\u1fd3", "\u0390"],
  ["\u1fe3", "\u03b0"],
  ["\ufb05", "\ufb06"],
]);

/**
 * Unicode simple case folding, as in ECMAScript's flags `iu`: per code point, independent of the
 * locale. ſ becomes s, ς becomes σ; ß, İ and ı do not change.
 */
export function foldCase(text: string): string {
  // deno-lint-ignore no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.replace(
    // deno-lint-ignore no-control-regex
    /[A-Z]+|[^\x00-\x7f]/gu,
    (run) => run < "\x80" ? run.toLowerCase() : foldedChar(run),
  );
}

function foldedChar(char: string): string {
  const cached = foldedChars.get(char);
  if (cached !== undefined) return cached;
  const upper = char.toUpperCase();
  const lower = (isSingle(upper) ? upper : char).toLowerCase();
  const folded = isSingle(lower) ? lower : char;
  foldedChars.set(char, folded); // at most one entry per code point
  return folded;
}

const isSingle = (text: string) =>
  text.length === 1 || (text.length === 2 && text.codePointAt(0)! > 0xffff);

/** Returns the text in the form of a search text: case-folded, line feeds replaced. */
export const searchForm = (text: string): string => foldCase(text).replaceAll("\n", innerLineFeed);

/**
 * Returns the subject of `search`: the phone number and every string in the variables, at any
 * depth, one per line.
 */
export function searchText(phoneNumber: string, variables: Record<string, unknown>): string {
  const values = [searchForm(phoneNumber)];
  const pending: unknown[] = [variables];
  // An explicit stack: the caller controls the depth, which could overflow the call stack.
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === "string") values.push(searchForm(value));
    else if (value !== null && typeof value === "object") {
      for (const member of Object.values(value).reverse()) pending.push(member);
    }
  }
  return values.join("\n");
}
