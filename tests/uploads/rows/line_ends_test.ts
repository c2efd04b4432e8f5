import assert from "node:assert/strict";
import { withLineFeeds } from "../../../src/uploads/rows/line_ends.ts";

async function* pieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function changed(text: string, size: number): Promise<string> {
  return (await Array.fromAsync(withLineFeeds(pieces(text, size)))).join("");
}

const cases: [name: string, text: string, expected: string][] = [
  ["LF", "a\nb\r\nc\rd", "a\nb\r\nc\rd"],
  ["CRLF", "a\r\nb\r\n\r\nc", "a\r\nb\r\n\r\nc"],
  ["CR", "a\rb\r\rc\r\nd\r", "a\nb\n\nc\nd\n"],
  ["CR CR LF", "a\r\r\nb\r\r\r\nc\r\r\n", "a\nb\r\nc\n"],
  ["blank lines of CR", "\r\r\r\na", "\n\n\na"],
];
for (const [name, text, expected] of cases) {
  Deno.test(`line ends: ${name}, wherever pieces end`, async () => {
    for (const size of [1, 2, 3, 4, 100]) assert.equal(await changed(text, size), expected);
  });
}

Deno.test("line ends: a run of carriage returns is passed on, never kept", async () => {
  let [taken, given] = [0, 0];
  async function* run() {
    for (let piece = 0; piece < 4; piece++) {
      taken += 1_000_000;
      yield "\r".repeat(1_000_000);
    }
    yield "x";
  }
  for await (const text of withLineFeeds(run())) {
    given += text.length;
    assert(taken - given <= 2, `${taken - given} characters are kept`);
  }
  assert.equal(given, 4_000_001);
});
