import { createHash } from "node:crypto";
import { encodeBase64url } from "./base64url.ts";

/**
 * SHA-256 of an API key, lower-case hexadecimal: the only form in which keys are kept and compared. Node's, because the one of Web Crypto
 * goes through another thread, which costs ten times the hash itself.
 */
export const hashToken = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

/** A new API key: `cb_` and 256 random bits in base64url (RFC 4648, section 5). */
export function newToken(): string {
  const binary = Array.from(
    crypto.getRandomValues(new Uint8Array(32)),
    (byte) => String.fromCharCode(byte),
  ).join("");
  return `cb_${encodeBase64url(binary)}`;
}
