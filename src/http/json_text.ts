import type { z } from "@hono/zod-openapi";
import { losesDigits, lossyPlace } from "../domain/exact_number.ts";
import { repeatedMember } from "../domain/json_faults.ts";
import { excessOf, type JsonLimits } from "../domain/json_size.ts";
import { mayHoldUnstorable, unstorable, unstorablePath } from "../domain/well_formed.ts";
import { invalidRequest, type Problem } from "./problem.ts";
import { fieldErrors } from "./request_errors.ts";

/** Of a text that is parsed at once, where no schema has a use for more. */
export const textLimits: JsonLimits = { depth: 100, values: 10_000, members: 1000 };

/** 400 for one place of the body. */
export const invalidAt = (pointer: string, message: string): Problem =>
  invalidRequest([{ in: "body", pointer, message }]);

export const invalidJson = (): Problem => invalidAt("", "not valid JSON");

/** Throws a 400 problem for a text that costs too much to parse. */
export function assertBounded(text: string, limits: JsonLimits, pointer = ""): void {
  const excess = excessOf(text, limits);
  if (excess !== undefined) throw invalidAt(pointer, excess);
}

/** Throws a 400 problem for an object that has a member twice; the text is JSON. */
export function assertUnique(text: string): void {
  const repeated = repeatedMember(text);
  if (repeated !== undefined) throw invalidAt(repeated, "is given more than once");
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}

/** Throws a 400 problem for a number that JavaScript would change. */
export function assertExact(text: string, pointer = ""): void {
  const lossy = lossyPlace(text);
  if (lossy) throw invalidAt(pointer + lossy.pointer, losesDigits(lossy.number));
}

/** Validates a whole text. Throws a 400 problem that lists the invalid places. */
export function validateJson(text: string, schema: z.ZodType): unknown {
  const result = schema.safeParse(parseJson(text));
  if (!result.success) throw invalidRequest(fieldErrors("json", result.error.issues));
  assertExact(text);
  const pointer = mayHoldUnstorable(text) ? unstorablePath(result.data) : undefined;
  if (pointer !== undefined) throw invalidAt(pointer, unstorable);
  return result.data;
}
