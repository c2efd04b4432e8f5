/**
 * A value as an SQL constant. Strings are in Postgres's escape syntax, which means the same whatever `standard_conforming_strings` is set to,
 * and have no type of their own, like a parameter. Throws TypeError for what is neither a string, a finite number, a boolean nor null.
 */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return `'${value}'`;
  if (typeof value !== "string") throw new TypeError(`no SQL constant for ${typeof value}`);
  return /[\\']/.test(value) ? `E'${value.replace(/[\\']/g, "\\$&")}'` : `'${value}'`;
}
