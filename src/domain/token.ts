import { createHash } from "node:crypto";
import { encodeBase64url } from "./base64url.ts";

/**
 * SHA-256 of an API key in lower-case hexadecimal, the only form that is stored and compared. Uses
 * node:crypto: Web Crypto hashes on another thread, which takes ten times as long.
 */
export const hashToken = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

/** Creates an API key: `cb_` and 256 random bits in base64url (RFC 4648, section 5). */
export function newToken(): string {
  const binary = Array.from(
    crypto.getRandomValues(new Uint8Array(32)),
    (byte) => String.fromCharCode(byte),
  ).join("");
  return `cb_${encodeBase64url(binary)}`;
}
