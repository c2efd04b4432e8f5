import assert from "node:assert/strict";
import { type CountryCode, isCountry, readPhoneNumber } from "../../src/domain/phone_number.ts";

/** Numbers as people write them, and what they mean. */
const numbers: [text: string, country: CountryCode | undefined, number: string][] = [
  ["+12025550143", undefined, "+12025550143"],
  ["+1 202-555-0143", undefined, "+12025550143"],
  ["+1 (202) 555-0143", undefined, "+12025550143"],
  ["+1.202.555.0143", undefined, "+12025550143"],
  ["(+1) 202 555 0143", undefined, "+12025550143"],
  [" +49 30 901820 ", undefined, "+4930901820"],
  ["+44 (0)20 7946 0958", undefined, "+442079460958"],
  ["0049 30 901820", undefined, "+4930901820"],
  ["0049 30 901820", "DE", "+4930901820"],
  ["0049 30 901820", "US", "+4930901820"],
  ["011 49 30 901820", "US", "+4930901820"],
  ["0011 49 30 901820", "AU", "+4930901820"],
  ["(202) 555-0142", "US", "+12025550142"],
  ["1-202-555-0142", "US", "+12025550142"],
  ["202.555.0142", "US", "+12025550142"],
  ["030 901820", "DE", "+4930901820"],
  ["030/901820", "DE", "+4930901820"],
  ["06 12 34 56 78", "FR", "+33612345678"],
  ["912 345 678", "PT", "+351912345678"],
  ["+12025550143", "PT", "+12025550143"],
  ["tel:+1-202-555-0143", undefined, "+12025550143"],
  ["\u202a+1\u00a0202\u00a0555\u00a00143\u202c", undefined, "+12025550143"],
  ["\u200e+12025550143", undefined, "+12025550143"],
  ["＋１２０２５５５０１４３", undefined, "+12025550143"],
  ["+1 202‑555‑0143", undefined, "+12025550143"],
  ["+999 123 4567", undefined, "+9991234567"],
];

Deno.test("numbers as people write them become E.164", () => {
  for (const [text, country, number] of numbers) {
    assert.deepEqual(readPhoneNumber(text, country), { number }, `${text} ${country ?? ""}`);
  }
});

const faults: [text: string, country: CountryCode | undefined, reason: RegExp][] = [
  ["", undefined, /empty/],
  ["  ", "US", /empty/],
  ["(202) 555-0142", undefined, /^"\(202\) 555-0142" has no country code.*defaultCountry/],
  ["12025550143", undefined, /no country code/],
  ["555-01", "US", /too short for US/],
  ["202 555 0142 0142 99", "US", /too long for US/],
  ["+1202", undefined, /7 to 15 digits/],
  ["+1234567890123456", undefined, /7 to 15 digits/],
  ["1.20256E+10", "US", /spreadsheet/],
  ["1,20256E+10", undefined, /spreadsheet/],
  ["n/a", "US", /^"n\/a" is not a phone number/],
  ["call me", undefined, /is not a phone number/],
  ["+1 202 555 0143 ext. 5", undefined, /extension/],
  ["(202) 555-0142 x5", "US", /extension/],
  ["a\u202eb", undefined, /^"a\\u202eb"/],
  ["x".repeat(500), undefined, /^"x{39}…"/],
];

Deno.test("other texts are rejected with the value, escaped, and what would be right", () => {
  for (const [text, country, reason] of faults) {
    const read = readPhoneNumber(text, country);
    assert.ok("reason" in read, text);
    assert.match(read.reason, reason);
  }
});

Deno.test("countries are ISO 3166-1 codes", () => {
  assert.deepEqual(["US", "DE", "XK", "us", "ZZ", ""].map(isCountry), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
