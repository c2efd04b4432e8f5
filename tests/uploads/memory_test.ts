import assert from "node:assert/strict";
import { contacts } from "../../src/uploads/contacts.ts";
import { csvRows } from "../../src/uploads/rows/csv.ts";
import { jsonArrayRows } from "../../src/uploads/rows/json_array.ts";
import { ndjsonRows } from "../../src/uploads/rows/ndjson.ts";
import type { UploadRow } from "../../src/uploads/rows/row.ts";
import { textPieces } from "../../src/http/body_text.ts";

const mebibyte = 2 ** 20;
type Reader = (pieces: AsyncIterable<string>) => AsyncIterable<UploadRow>;
const csv: Reader = (pieces) => csvRows(pieces, { phoneColumn: "phoneNumber", numericColumns: [] });

/** Streams `head`, then copies of `chunk` up to `size` bytes, without holding them in memory. */
function endless(head: string, chunk: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(head)),
    pull(controller) {
      if (sent >= size) return controller.close();
      controller.enqueue(chunk.slice());
      sent += chunk.length;
    },
  });
}

/** Reads a whole body; returns the rows, the rejections, and the peak growth of memory in use. */
async function read(reader: Reader, head: string, chunk: string, size: number) {
  const inUse = () => {
    const { heapUsed, external } = Deno.memoryUsage();
    return heapUsed + external;
  };
  const before = inUse();
  let peak = 0;
  let pieces = 0;
  const sampled = async function* (all: AsyncIterable<string>) {
    for await (const piece of all) {
      if (pieces++ % 64 === 0) peak = Math.max(peak, inUse() - before);
      yield piece;
    }
  };
  const body = endless(head, new TextEncoder().encode(chunk), size);
  let rows = 0;
  const reasons: string[] = [];
  try {
    for await (
      const row of contacts(reader(sampled(textPieces(body, { maxBytes: 1e12 }))), {
        phoneColumn: "phoneNumber",
      })
    ) {
      rows++;
      if ("reason" in row) reasons.push(row.reason);
    }
  } catch (error) {
    reasons.push(String(error));
  }
  assert.ok(pieces > 64, "never sampled");
  return { rows, reasons, peak };
}

Deno.test("memory: 200 MiB of CSV are streamed", async () => {
  const row = `+12025550142,${"some words and more of them, ".replace(",", "").repeat(35)}\n`;
  const chunk = row.repeat(64);
  const { rows, reasons, peak } = await read(csv, "phoneNumber,note\n", chunk, 200 * mebibyte);
  assert.equal(rows, 64 * Math.ceil(200 * mebibyte / chunk.length));
  assert.deepEqual(reasons, []);
  assert.ok(peak < 80 * mebibyte, `${Math.round(peak / mebibyte)} MiB`);
});

const single: [name: string, reader: Reader, head: string, reason: RegExp][] = [
  ["CSV", csv, "phoneNumber,note\n", /64 KiB/],
  ["CSV in quotes", csv, 'phoneNumber,note\n+12025550142,"', /never closed/],
  ["NDJSON", ndjsonRows, '{"a":"', /64 KiB/],
  ["JSON array", jsonArrayRows, '[{"a":"', /not closed/],
];
for (const [name, reader, head, reason] of single) {
  Deno.test(`memory: a row of 100 MiB is not buffered: ${name}`, async () => {
    const { reasons, peak } = await read(reader, head, "x".repeat(65_536), 100 * mebibyte);
    assert.equal(reasons.length, 1);
    assert.match(reasons[0]!, reason);
    assert.ok(peak < 60 * mebibyte, `${Math.round(peak / mebibyte)} MiB`);
  });
}
