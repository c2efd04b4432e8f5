/** SHA-256 of an API key, lower-case hexadecimal: the only form in which keys are kept and compared. */
export async function hashToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A new API key: `cb_` and 256 random bits in base64url (RFC 4648, section 5). */
export function newToken(): string {
  const binary = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => String.fromCharCode(byte)).join("");
  return `cb_${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}
