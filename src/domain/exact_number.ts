/** Numbers of JSON that a double holds with every digit. */

import { unstorablePath } from "./well_formed.ts";

/** Digits and exponent of a decimal number, without sign and zeros at the ends. */
function decimal(text: string): string {
  const [, whole = "", fraction = "", exponent = "0"] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const kept = digits.replace(/0+$/, "");
  if (kept === "") return "0";
  return `${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}

/**
 * Whether a number, as JSON writes it, keeps every digit as a double: 9007199254740993 becomes
 * 9007199254740992, and 0.1 stays what it is. Out of range counts as kept.
 */
export function keepsDigits(text: string): boolean {
  if (text.length < 16) return true;
  const value = Number(text);
  return !Number.isFinite(value) || decimal(text) === decimal(String(value));
}

/** Strings, and in the group the numbers outside of them. */
const tokens = /"(?:[^"\\]|\\.)*"|(-?\d[\d.eE+-]{14,})/g;

/** The first number of a JSON text that loses digits, with its offset; undefined without one. */
function firstLossy(json: string): { number: string; at: number } | undefined {
  if (!/\d[\d.]{14}/.test(json)) return undefined;
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
