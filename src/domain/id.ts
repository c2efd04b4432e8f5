/**
 * Ids are UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random
 * bits.
 */

/**
 * The time as 12 hexadecimal digits, and a random UUIDv4: after the version digit, a UUIDv7 has the
 * same variant and random bits.
 */
const parts = (now: number) => [now.toString(16).padStart(12, "0"), crypto.randomUUID()] as const;

/** Creates a UUIDv7; `now` is in Unix milliseconds. */
export function newId(now: number = Date.now()): string {
  const [time, random] = parts(now);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}

/**
 * Creates the first 24 hexadecimal digits of a UUIDv7, 42 random bits among them. A call's id ends
 * with 8 digits for its position in the batch, so that the primary key finds it
 * (docs/decisions/0003-gap-free-positions.md).
 */
export function newIdPrefix(now: number = Date.now()): string {
  const [time, random] = parts(now);
  return `${time}7${random.slice(15, 28).replaceAll("-", "")}`;
}

/**
 * Returns the position (from 1) encoded in a call's id. For any other id the number is arbitrary:
 * compare the whole id as well. 0 if it is out of range.
 */
export function positionOf(callId: string): number {
  const position = parseInt(callId.slice(-8), 16);
  return position <= 0x7fffffff ? position : 0;
}
