/** Base64 for URLs, without padding (RFC 4648, section 5). */

/** Encodes bytes that are given as characters up to U+00FF. */
export const encodeBase64url = (binary: string): string =>
  btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Returns the bytes as characters up to U+00FF. Throws where the text is not base64url. */
export const decodeBase64url = (text: string): string =>
  atob(text.replaceAll("-", "+").replaceAll("_", "/"));
