/** Numbers of JSON that a double holds with every digit. */

import { unstorablePath } from "./well_formed.ts";

/** Digits and exponent of a decimal number, without sign and zeros at the ends. */
function decimal(text: string): string {
  const [, whole = "", fraction = "", exponent = "0"] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  // A loop, since /0+$/ takes quadratic time on zeros that are not at the end.
  let end = digits.length;
  while (digits[end - 1] === "0") end--;
  const kept = digits.slice(0, end);
  if (kept === "") return "0";
  return `${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}

/**
 * Whether a number, as JSON writes it, keeps every digit as a double: 9007199254740993 becomes
 * 9007199254740992, 1e-400 becomes 0, and 0.1 stays what it is. Above the range counts as kept.
 */
export function keepsDigits(text: string): boolean {
  if (text.length < 16 && !/[eE]/.test(text)) return true;
  const value = Number(text);
  return !Number.isFinite(value) || decimal(text) === decimal(String(value));
}

/** Digits or an exponent that a double may not hold. Also found in strings: a cheap first look. */
const suspect = /\d[\d.]{14}|\d[eE]-\d{2}/;
/** Strings, and in the group the numbers outside of them. Long strings need no stack. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|(-?\d[\d.eE+-]*)/g;

/** The first number of a JSON text that loses digits, with its offset; undefined without one. */
function firstLossy(json: string): { number: string; at: number } | undefined {
  if (!suspect.test(json)) return undefined;
  for (const match of json.matchAll(tokens)) {
    const [, number] = match;
    if (number !== undefined && !keepsDigits(number)) return { number, at: match.index };
  }
  return undefined;
}

/** The first number of a JSON text that loses digits; undefined if there is none. */
export const lossyNumber = (json: string): string | undefined => firstLossy(json)?.number;

/** The same and its JSON pointer; the text is valid JSON. */
export function lossyPlace(json: string): { number: string; pointer: string } | undefined {
  const found = firstLossy(json);
  if (!found) return undefined;
  const { number, at } = found;
  // What nothing but that place holds afterwards, unless it cannot be stored either.
  const marked = `${json.slice(0, at)}"\\u0000"${json.slice(at + number.length)}`;
  return { number, pointer: unstorablePath(JSON.parse(marked)) ?? "" };
}

/** Says what is wrong about a number that loses digits, and what would be right. */
export const losesDigits = (number: string): string =>
  `${number.slice(0, 40)} would lose digits as a number: send it as a string`;
