/** Ids are UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits. */

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const dashed = (digits: string) =>
  [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join("-");

/** A new UUIDv7; `now` is in Unix milliseconds. */
export function newId(now: number = Date.now()): string {
  return dashed(newIdPrefix(now) + hex(crypto.getRandomValues(new Uint8Array(4))));
}

/**
 * The first 24 hexadecimal digits of a UUIDv7. A call's id is such a prefix (with 42 random bits) followed by its position in the batch as 8
 * digits, which the RFC allows as a counter: a call is then found by the primary key, without an index on its id.
 */
export function newIdPrefix(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  bytes[0] = 0x70 | (bytes[0]! & 0x0f); // version 7
  bytes[2] = 0x80 | (bytes[2]! & 0x3f); // variant 10
  return now.toString(16).padStart(12, "0") + hex(bytes);
}

/** The position that a call's id holds; of any other id a number that fits no call. Positions start at 1. */
export function positionOf(callId: string): number {
  const position = parseInt(callId.slice(-8), 16);
  return position <= 0x7fffffff ? position : 0;
}
