/** Telephone numbers as people write them. */
import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type PhoneNumber,
  validatePhoneNumberLength,
} from "libphonenumber-js/min";

export type { CountryCode };

/** A number in E.164, or why a text is none. */
export type ReadPhoneNumber = { number: string } | { reason: string };

const e164 = /^\+[1-9][0-9]{6,14}$/;

/** Whether the text is an ISO 3166-1 code whose numbering plan is known. */
export const isCountry = (text: string): text is CountryCode => isSupportedCountry(text);

/**
 * Reads a telephone number: E.164, with separators, brackets, a trunk prefix in brackets, `tel:`,
 * an international prefix (`00`, or that of `country`), full-width digits and invisible characters.
 * A national number needs `country`, an ISO 3166-1 code. Lengths are checked by libphonenumber.
 */
export function readPhoneNumber(text: string, country?: CountryCode): ReadPhoneNumber {
  if (e164.test(text)) return { number: text };
  const plain = plainText(text);
  if (plain === "") return { reason: "the phone number is empty" };
  const number = international(plain) ?? national(plain, country);
  if (number) return accept(number, text);
  return { reason: `${shown(text)} ${faultOf(plain, country)}` };
}

/** Without invisible characters (as copied from web pages) and full-width forms. */
const plainText = (text: string): string =>
  text.normalize("NFKC").replace(/\p{Cf}/gu, "").replace(/[‐-―−]/g, "-").trim()
    .replace(/^tel:/i, "");

/** Digits with what people put between them. */
const written = /^[+(]*[0-9][0-9\s().\-/·]*$/;
const digitsOf = (text: string): string => text.replace(/[^0-9]/g, "");

/** A number that begins with `+`, as E.164; also one whose country is unknown. */
function international(plain: string): PhoneNumber | string | undefined {
  if (!/^[(\s]*\+/.test(plain)) return undefined;
  const parsed = parsePhoneNumberFromString(plain, { extract: false });
  if (parsed?.isPossible()) return parsed;
  return written.test(plain) && !/\(0\)/.test(plain) ? `+${digitsOf(plain)}` : undefined;
}

/** A number in the way of its country, or after an international prefix. */
function national(plain: string, country?: CountryCode): PhoneNumber | string | undefined {
  const parsed = country &&
    parsePhoneNumberFromString(plain, { defaultCountry: country, extract: false });
  if (parsed?.isPossible()) return parsed;
  return plain.startsWith("00") ? international(`+${plain.slice(2)}`) : undefined;
}

function accept(number: PhoneNumber | string, text: string): ReadPhoneNumber {
  if (typeof number !== "string" && number.ext) {
    return { reason: `${shown(text)} has an extension: send the number without it` };
  }
  const found = typeof number === "string" ? number : number.number;
  return e164.test(found)
    ? { number: found }
    : { reason: `${shown(text)} is not a phone number: + and 7 to 15 digits` };
}

const lengths = { TOO_SHORT: "is too short", TOO_LONG: "is too long" } as const;

function faultOf(plain: string, country?: CountryCode): string {
  if (/^[0-9][.,][0-9]+e\+?[0-9]+$/i.test(plain)) {
    return "is a number that a spreadsheet has shortened: format its column as text";
  }
  if (!written.test(plain)) return "is not a phone number, for example +12025550143";
  if (plain.startsWith("+")) return "is not an E.164 number: + and 7 to 15 digits";
  if (!country) return "has no country code: write it with +, or send `defaultCountry`";
  const length = validatePhoneNumberLength(plain, country);
  return `${lengths[length as keyof typeof lengths] ?? "is not a phone number"} for ${country}`;
}

/** Longest part of a value that a message shows. */
const shownLength = 40;

/** A value in quotes, cut, with control, invisible and bidirectional characters as `\uXXXX`. */
export function shown(text: string): string {
  const cut = text.length > shownLength ? `${text.slice(0, shownLength - 1)}…` : text;
  return JSON.stringify(cut.toWellFormed()).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
