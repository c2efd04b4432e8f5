/** Ids are UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits. */

/** The 12 hexadecimal digits of the time, and a random UUIDv4: behind its version digit it has what a version 7 has there. */
const parts = (now: number) => [now.toString(16).padStart(12, "0"), crypto.randomUUID()] as const;

/** A new UUIDv7; `now` is in Unix milliseconds. */
export function newId(now: number = Date.now()): string {
  const [time, random] = parts(now);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}

/**
 * The first 24 hexadecimal digits of a UUIDv7. A call's id is such a prefix (with 42 random bits) followed by its position in the batch as 8
 * digits, which the RFC allows as a counter: a call is then found by the primary key, without an index on its id.
 */
export function newIdPrefix(now: number = Date.now()): string {
  const [time, random] = parts(now);
  return `${time}7${random.slice(15, 28).replaceAll("-", "")}`;
}

/** The position that a call's id holds; of any other id a number that fits no call. Positions start at 1. */
export function positionOf(callId: string): number {
  const position = parseInt(callId.slice(-8), 16);
  return position <= 0x7fffffff ? position : 0;
}
