/** Numbers of JSON that a double holds with every digit. */

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

/** The first number of a JSON text that loses digits; undefined if there is none. */
export function lossyNumber(json: string): string | undefined {
  if (!/\d[\d.]{14}/.test(json)) return undefined;
  for (const [, number] of json.matchAll(tokens)) {
    if (number !== undefined && !keepsDigits(number)) return number;
  }
  return undefined;
}

/** Says what is wrong about a number that loses digits, and what would be right. */
export const losesDigits = (number: string): string =>
  `${number.slice(0, 40)} would lose digits as a number: send it as a string`;
