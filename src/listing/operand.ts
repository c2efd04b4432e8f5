/** Checks the operands of a filter: one that no value of the field can equal is an error. */
import { InvalidParameter } from "../domain/errors.ts";
import { childPointer } from "../domain/json_pointer.ts";
import { didYouMean, nearest, shown } from "../domain/nearest.ts";
import { isStorable } from "../domain/storable.ts";
import type { Scalar } from "./comparison.ts";
import type { Field } from "./field.ts";
import type { Values } from "./fields.ts";
import { compileParameterPattern } from "./pattern.ts";
import { isTime, meantTime } from "./time.ts";

const maxValues = 100;

/** Throws InvalidParameter for the parameter `filter`. */
export function reject(message: string, pointer: string): never {
  throw new InvalidParameter("filter", message, pointer);
}

/** An operand of `$eq` or `$ne`. Throws InvalidParameter. */
export function equal(field: Field, value: unknown, pointer: string, inUrl: boolean): Scalar {
  const operand = scalar(field, value, pointer);
  if (field.kind === "variable") {
    if (inUrl) assertPlus(operand, pointer);
  } else if (operand === null && field.always) reject("is never null", pointer);
  else if (typeof operand === "string") assertPossible(field, operand, pointer);
  return operand;
}

/** The operands of `$in` or `$nin`. Throws InvalidParameter. */
export function equals(
  field: Field,
  value: unknown,
  pointer: string,
  inUrl: boolean,
): Scalar[] {
  if (!Array.isArray(value)) reject("must be an array of values", pointer);
  if (value.length > maxValues) reject(`at most ${maxValues} values`, pointer);
  return value.map((one, index) => equal(field, one, childPointer(pointer, index), inUrl));
}

/** An operand of `$gt` and its like. Throws InvalidParameter. */
export function bound(field: Field, value: unknown, pointer: string): Exclude<Scalar, null> {
  const operand = scalar(field, value, pointer);
  return operand === null ? reject("must be a string, number or boolean", pointer) : operand;
}

function scalar(field: Field, value: unknown, pointer: string): Scalar {
  if (typeof value === "string" && !isStorable(value)) {
    reject("must be well-formed Unicode without U+0000", pointer);
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    reject("must be in the range of a double-precision number", pointer);
  }
  if (value === null) return value;
  if (!["string", "number", "boolean"].includes(typeof value)) {
    reject("must be a string, number, boolean or null", pointer);
  }
  if (field.kind !== "variable") assertType(field, value as Scalar, pointer);
  return value as Scalar;
}

const types = { number: "a number", text: "a string" } as const;

function assertType(values: Values, value: Scalar, pointer: string): void {
  const { type } = values;
  if (type === "time") {
    if (typeof value === "string" && isTime(value)) return;
    const meant = typeof value === "string" ? meantTime(value) : undefined;
    reject(
      `must be an RFC 3339 time in the years 1000 to 2999${didYouMean(meant)}${plusHint(value)}`,
      pointer,
    );
  }
  if (type === "number" ? typeof value === "number" : typeof value === "string") return;
  reject(
    `must be ${types[type]}, not ${shown(value)}${didYouMean(asType(values, value))}`,
    pointer,
  );
}

/** The same value in the type of the field, where the field can have it. */
function asType({ type, oneOf, form }: Values, value: Scalar): string | number | undefined {
  if (type === "number") {
    const isNumeric = typeof value === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(value);
    return isNumeric ? Number(value) : undefined;
  }
  if (typeof value !== "number" || oneOf) return undefined;
  return form ? form.meant(String(value)) : String(value);
}

/** Throws for a text that the field never has. */
function assertPossible({ oneOf, form }: Values, value: string, pointer: string): void {
  if (oneOf && !oneOf.includes(value)) {
    const meant = didYouMean(nearest(value, oneOf));
    reject(`must be one of ${oneOf.join(", ")}, not ${shown(value)}${meant}`, pointer);
  }
  if (form && !form.pattern.test(value)) {
    const meant = didYouMean(form.meant(value));
    reject(`must be ${form.says}, not ${shown(value)}${meant}${plusHint(value)}`, pointer);
  }
}

const plusHint = (value: Scalar) =>
  typeof value === "string" && /^ \d|\d \d\d:\d\d$/.test(value)
    ? " In a URL a + means a space: write it as %2B."
    : "";

/**
 * A space for the `+` of a telephone number or a time zone: the URL had an unencoded `+`. No value
 * of a variable is excluded by its form, so this says how to ask for such a value.
 */
function assertPlus(value: Scalar, pointer: string): void {
  if (typeof value !== "string") return;
  const isNumber = /^ [1-9]\d{6,14}$/.test(value);
  if (!isNumber && !/^\d{4}-\d\d-\d\dT[\d:.]+ \d\d:\d\d$/.test(value)) return;
  const meant = isNumber ? value.replace(" ", "+") : value.replace(/ (?=\d\d:\d\d$)/, "+");
  reject(
    `has a space where a + is usual${didYouMean(meant)}${plusHint(value)} For the space itself ` +
      `use {"$regex": ${JSON.stringify(`^${value.replaceAll(".", "\\.")}$`)}}`,
    pointer,
  );
}

/** The operand of `$regex`, compiled. Throws InvalidParameter. */
export function regex(
  field: Field,
  { pattern, options }: { pattern: unknown; options: unknown },
  at: string,
  optionsAt: string,
): string {
  if (typeof pattern !== "string") reject("must be a string with a regular expression", at);
  if (!isStorable(pattern)) reject("must be well-formed Unicode without U+0000", at);
  if (options !== undefined && options !== "i" && options !== "") {
    reject('must be "i" or ""', optionsAt);
  }
  if (field.kind !== "variable" && field.type !== "text") {
    reject(`$regex matches strings, and ${field.name} is a ${field.type}`, at);
  }
  const mode = options === "i" ? "insensitive" : "sensitive";
  return compileParameterPattern(pattern, mode, "filter", at).regex;
}

/** The operand of `$exists`. Throws InvalidParameter. */
export function exists(value: unknown, pointer: string): boolean {
  return typeof value === "boolean" ? value : reject("must be true or false", pointer);
}
