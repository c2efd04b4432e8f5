import assert from "node:assert/strict";
import { exceedsBytes, NotUtf8, Utf8Decoder } from "../../src/domain/utf8.ts";

function decode(bytes: number[], size: number): string | number {
  const decoder = new Utf8Decoder();
  let text = "";
  try {
    for (let at = 0; at < bytes.length; at += size) {
      text += decoder.decode(new Uint8Array(bytes.slice(at, at + size)));
    }
    return text + decoder.decode(undefined);
  } catch (error) {
    assert.ok(error instanceof NotUtf8);
    return error.byte;
  }
}

const cases: [name: string, bytes: number[], wrong: number][] = [
  ["the first byte", [0xff], 1],
  ["Latin-1", [0x61, 0xe9, 0x62], 3],
  ["a continuation on its own", [0x61, 0x62, 0x80], 3],
  ["an overlong form", [0x61, 0xc0, 0x80], 2],
  ["a surrogate", [0xed, 0xa0, 0x80], 2],
  ["beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80], 2],
  ["cut off after one byte of three", [0x61, 0xe2], 2],
  ["cut off after two bytes of three", [0x61, 0xe2, 0x82], 2],
  ["cut off after three bytes of four", [0xf0, 0x9f, 0x98], 1],
  ["after characters of each length", [...new TextEncoder().encode("aé名😀"), 0xfe], 11],
];
for (const [name, bytes, wrong] of cases) {
  Deno.test(`UTF-8: names the byte: ${name}`, () => {
    const padding = [...new TextEncoder().encode("名😀é")];
    for (const size of [1, 2, 3, 4, 5, 100]) {
      assert.equal(decode(bytes, size), wrong, `chunks of ${size}`);
      const long = [...padding, ...padding, ...bytes];
      assert.equal(decode(long, size), wrong + 2 * padding.length, `later, chunks of ${size}`);
    }
  });
}

Deno.test("UTF-8: what is valid passes in any chunks", () => {
  const text = "aé名😀\0\u{10ffff}".repeat(20);
  const bytes = [...new TextEncoder().encode(text)];
  for (const size of [1, 2, 3, 4, 5, 7, 1000]) assert.equal(decode(bytes, size), text);
});

Deno.test("exceedsBytes counts bytes, not characters", () => {
  assert.equal(exceedsBytes("x".repeat(9), 9), false);
  assert.equal(exceedsBytes("x".repeat(10), 9), true);
  assert.equal(exceedsBytes("é".repeat(4), 9), false);
  assert.equal(exceedsBytes("é".repeat(5), 9), true);
});
