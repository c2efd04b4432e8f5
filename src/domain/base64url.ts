/** Base64 for URLs, without padding (RFC 4648, section 5). */

/** Encodes a binary string: one character up to U+00FF per byte. */
export const encodeBase64url = (binary: string): string =>
  btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Decodes to a binary string, one character per byte. Throws if the text is not base64url. */
export const decodeBase64url = (text: string): string =>
  atob(text.replaceAll("-", "+").replaceAll("_", "/"));
