/**
 * Returns a string, finite number, boolean or null as an SQL constant; throws TypeError for any
 * other value. Safe against injection: docs/decisions/0006-literals-in-the-text.md.
 */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return `'${value}'`;
  if (typeof value !== "string") throw new TypeError(`no SQL constant for ${typeof value}`);
  return /[\\']/.test(value) ? `E'${value.replace(/[\\']/g, "\\$&")}'` : `'${value}'`;
}
