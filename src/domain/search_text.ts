/**
 * Replaces a line feed inside a value, as the line feed separates values. Like `formSeparator` a
 * noncharacter, which texts do not exchange: in a value U+FFFD stands for one.
 */
export const innerLineFeed = "\uFDD0";
/** Separates the form without accents from the exact one. */
export const formSeparator = "\uFDD1";

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
  if (isAscii(text)) return text.toLowerCase();
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

// deno-lint-ignore no-control-regex
const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);

/**
 * Returns a value in the exact form of a search text: composed (NFC), case-folded, line feeds
 * replaced.
 */
export function searchForm(text: string): string {
  const folded = isAscii(text)
    ? foldCase(text)
    : foldCase(text.normalize("NFC")).replace(/[\uFDD0\uFDD1]/g, "\uFFFD");
  return folded.replaceAll("\n", innerLineFeed);
}

/** The blocks of combining marks that accents are; vowel signs and the like are in others. */
const accents = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
const plainChars = new Map<string, string>(); // a cache, at most one entry per code point

/** Returns an exact form without accents, character by character: `josé` becomes `jose`. */
export function plainForm(exact: string): string {
  if (isAscii(exact)) return exact;
  // deno-lint-ignore no-control-regex
  return exact.replace(/[^\x00-\x7f]/gu, plainChar);
}

function plainChar(char: string): string {
  const cached = plainChars.get(char);
  if (cached !== undefined) return cached;
  const plain = foldCase(char.normalize("NFD").replace(accents, "").normalize("NFC"));
  plainChars.set(char, plain);
  return plain;
}

/**
 * Returns the text that `search` looks at: the values one per line without accents, and, where that
 * differs, the separator and the exact values. One text, so that one index serves both.
 */
export function searchText(values: Iterable<string>): string {
  const exact = [...values].map(searchForm).join("\n");
  const plain = plainForm(exact);
  return plain === exact ? exact : `${plain}${formSeparator}${exact}`;
}

/** The values of a call: the phone number and every string in the variables, at any depth. */
export function* callValues(
  phoneNumber: string,
  variables: Record<string, unknown>,
): Generator<string> {
  yield phoneNumber;
  const pending: unknown[] = [variables];
  // An explicit stack: the caller controls the depth, which could overflow the call stack.
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === "string") yield value;
    else if (value !== null && typeof value === "object") {
      for (const member of Object.values(value).reverse()) pending.push(member);
    }
  }
}
