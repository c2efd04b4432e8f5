import assert from "node:assert/strict";
import { InvalidBody } from "../../src/domain/errors.ts";
import { Problem } from "../../src/http/problem.ts";
import { textPieces } from "../../src/http/body_text.ts";
import { bodyOf, collect } from "../support/upload.ts";

const read = async (content: string | Uint8Array, chunkSize?: number, limit = 1e6) =>
  (await collect(textPieces(bodyOf(content, chunkSize), { maxBytes: limit }))).join("");

Deno.test("text: joins characters split between chunks, and drops a byte order mark", async () => {
  const text = "phöne,名前,😀\n".repeat(2000);
  for (const size of [1, 2, 3, 7, 65_536]) {
    assert.equal(await read(`\ufeff${text}`, size), text, `chunks of ${size}`);
  }
  assert.equal(await read(""), "");
});

Deno.test("text: joins small chunks into large pieces", async () => {
  const pieces = await collect(textPieces(bodyOf("x".repeat(100_000), 10), { maxBytes: 1e6 }));
  assert.ok(pieces.length < 15, `${pieces.length} pieces`);
});

Deno.test("text: rejects invalid UTF-8 instead of replacing it", async () => {
  const bad: [string, number[]][] = [
    ["Latin-1", [0x61, 0xe9, 0x62]],
    ["cut off", [0x61, 0xe2, 0x82]],
    ["an encoded surrogate", [0xed, 0xa0, 0x80]],
    ["an overlong form", [0xc0, 0x80]],
    ["UTF-16", [0xff, 0xfe, 0x61, 0x00]],
  ];
  for (const [name, bytes] of bad) {
    await assert.rejects(read(new Uint8Array(bytes)), InvalidBody, name);
    await assert.rejects(read(new Uint8Array(bytes), 1), InvalidBody, name);
  }
});

Deno.test("text: one byte over the limit is a 413", async () => {
  assert.equal(await read("x".repeat(1000), 64, 1000), "x".repeat(1000));
  await assert.rejects(
    read("x".repeat(1001), 64, 1000),
    (error) => error instanceof Problem && error.code === "content_too_large",
  );
});

Deno.test("text: an interrupted body is an InvalidBody", async () => {
  let sent = false;
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) return controller.error(new TypeError("connection reset"));
      sent = true;
      controller.enqueue(new TextEncoder().encode("abc"));
    },
  });
  await assert.rejects(
    collect(textPieces(broken, { maxBytes: 100 })),
    (error) => error instanceof InvalidBody && /after 3 bytes/.test(error.message),
  );
});

Deno.test("text: ends a body that stalls", async () => {
  let canceled = false;
  const stalled = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode("abc")),
    cancel: () => void (canceled = true),
  });
  await assert.rejects(
    collect(textPieces(stalled, { maxBytes: 100, stall: 20 })),
    (error) =>
      error instanceof InvalidBody && /stalled for 0.02 seconds after 3 bytes/.test(error.message),
  );
  assert.equal(canceled, true);
});

Deno.test("text: cancels the body if the reader stops early", async () => {
  let canceled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(10_000).fill(0x61)),
    cancel: () => void (canceled = true),
  });
  for await (const _piece of textPieces(endless, { maxBytes: 1e9 })) break;
  assert.equal(canceled, true);
});
