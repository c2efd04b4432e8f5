/** Compiles the parameter `filter`, the MongoDB subset of openapi.yaml, to a condition on calls. */
import { type SQL, sql } from "drizzle-orm";
import { type CallStatus, callStatuses } from "../domain/call.ts";
import { InvalidParameter } from "../domain/errors.ts";
import { childPointer } from "../domain/json_pointer.ts";
import { isStorable } from "../domain/storable.ts";
import { type Field, resolveField } from "./field.ts";
import type { Comparison, Scalar } from "./comparison.ts";
import { anyOf, type FieldPredicates, predicatesFor } from "./predicates.ts";
import { isTime } from "./time.ts";
import { compileParameterPattern } from "./pattern.ts";

export type CompiledFilter = {
  where: SQL;
  /** Set if the filter only selects statuses: the batch's counters then contain the total. */
  onlyStatus?: CallStatus[];
};

const maxBytes = 4096;
const maxDepth = 5;
const maxTerms = 50;
const maxValues = 100;

/** Throws InvalidParameter, with a JSON pointer into the filter, for anything unsupported. */
export function compileFilter(text: string): CompiledFilter {
  if (new TextEncoder().encode(text).length > maxBytes) reject(`at most ${maxBytes} bytes`, "");
  const filter = parse(text);
  const compiler = new FilterCompiler();
  const where = compiler.filter(filter, "", 1);
  const onlyStatus = statusesOf(filter);
  return { where, ...(onlyStatus ? { onlyStatus } : {}) };
}

type Json = Record<string, unknown>;

function reject(message: string, pointer: string): never {
  throw new InvalidParameter("filter", message, pointer);
}

function parse(text: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    reject("not valid JSON", "");
  }
  return isObject(value) ? value : reject("must be a JSON object", "");
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const not = (condition: SQL): SQL => sql`((${condition}) is not true)`;
const allOf = (conditions: SQL[]): SQL =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;

class FilterCompiler {
  private terms = 0;

  filter(filter: Json, pointer: string, depth: number): SQL {
    if (depth > maxDepth) reject(`at most ${maxDepth} levels deep`, pointer);
    return allOf(
      Object.entries(filter).map(([key, value]) =>
        this.member(key, value, childPointer(pointer, key), depth)
      ),
    );
  }

  private member(key: string, value: unknown, pointer: string, depth: number): SQL {
    if (!isStorable(key)) reject("must be well-formed Unicode without U+0000", pointer);
    if (key === "$and") return allOf(this.filters(value, pointer, depth));
    if (key === "$or") return anyOf(this.filters(value, pointer, depth));
    if (key === "$nor") return not(anyOf(this.filters(value, pointer, depth)));
    if (key.startsWith("$")) reject(`unknown operator ${key}`, pointer);
    const field = resolveField(key, "filter", pointer);
    const operators = isObject(value) ? value : { $eq: value };
    return this.operators(field, operators, isObject(value) ? pointer : undefined, pointer, depth);
  }

  private filters(value: unknown, pointer: string, depth: number): SQL[] {
    if (!Array.isArray(value) || value.length === 0) {
      reject("must be a non-empty array of filters", pointer);
    }
    return value.map((filter, index) => {
      const at = childPointer(pointer, index);
      return isObject(filter)
        ? this.filter(filter, at, depth + 1)
        : reject("must be a filter (a JSON object)", at);
    });
  }

  /** @param pointer to the object of operators; undefined for the short form `{field: value}` */
  private operators(
    field: Field,
    operators: Json,
    pointer: string | undefined,
    place: string,
    depth: number,
  ): SQL {
    const entries = Object.entries(operators).filter(([key]) => key !== "$options");
    if (entries.length === 0) reject("must contain an operator such as $gt", place);
    const optionsAt = childPointer(place, "$options");
    if ("$options" in operators && !("$regex" in operators)) {
      reject("$options requires $regex", optionsAt);
    }
    const predicates = predicatesFor(field);
    return allOf(entries.map(([operator, value]) => {
      const at = pointer === undefined ? place : childPointer(pointer, operator);
      if (++this.terms > maxTerms) reject(`at most ${maxTerms} terms`, at);
      if (operator === "$not") return this.negated(field, value, at, depth);
      if (operator === "$regex") {
        return predicates.matches(regex(value, operators.$options, at, optionsAt));
      }
      return predicate(field, predicates, operator, value, at);
    }));
  }

  private negated(field: Field, value: unknown, pointer: string, depth: number): SQL {
    if (depth >= maxDepth) reject(`at most ${maxDepth} levels deep`, pointer);
    if (!isObject(value)) reject('must be an object of operators, such as {"$gt": 5}', pointer);
    return not(this.operators(field, value, pointer, pointer, depth + 1));
  }
}

function predicate(
  field: Field,
  predicates: FieldPredicates,
  operator: string,
  value: unknown,
  pointer: string,
): SQL {
  switch (operator) {
    case "$eq":
      return predicates.equalsOne([scalar(field, value, pointer)]);
    case "$ne":
      return not(predicates.equalsOne([scalar(field, value, pointer)]));
    case "$in":
      return predicates.equalsOne(scalars(field, value, pointer));
    case "$nin":
      return not(predicates.equalsOne(scalars(field, value, pointer)));
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return comparison(field, predicates, operator, value, pointer);
    case "$exists":
      if (typeof value !== "boolean") reject("must be true or false", pointer);
      return value ? predicates.exists() : not(predicates.exists());
    default:
      return reject(
        operator.startsWith("$")
          ? `unknown operator ${operator}`
          : "must be a string, number, boolean or null",
        pointer,
      );
  }
}

function comparison(
  field: Field,
  predicates: FieldPredicates,
  operator: Comparison,
  value: unknown,
  pointer: string,
): SQL {
  const operand = scalar(field, value, pointer);
  if (operand === null) reject("must be a string, number or boolean", pointer);
  return predicates.compares(operator, operand);
}

function scalars(field: Field, value: unknown, pointer: string): Scalar[] {
  if (!Array.isArray(value)) reject("must be an array of values", pointer);
  if (value.length > maxValues) reject(`at most ${maxValues} values`, pointer);
  return value.map((one, index) => scalar(field, one, childPointer(pointer, index)));
}

function scalar(field: Field, value: unknown, pointer: string): Scalar {
  if (typeof value === "string") {
    if (!isStorable(value)) reject("must be well-formed Unicode without U+0000", pointer);
    if (field.kind !== "variable" && field.type === "time" && !isTime(value)) {
      reject("must be an RFC 3339 time in the years 1000 to 2999", pointer);
    }
    return value;
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    reject("must be in the range of a double-precision number", pointer);
  }
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  return reject("must be a string, number, boolean or null", pointer);
}

function regex(pattern: unknown, options: unknown, at: string, optionsAt: string): string {
  if (typeof pattern !== "string") reject("must be a string with a regular expression", at);
  if (!isStorable(pattern)) reject("must be well-formed Unicode without U+0000", at);
  if (options !== undefined && options !== "i" && options !== "") {
    reject('must be "i" or ""', optionsAt);
  }
  const mode = options === "i" ? "insensitive" : "sensitive";
  return compileParameterPattern(pattern, mode, "filter", at).regex;
}

/** The statuses of a filter that is a single `$eq` or `$in` on callStatus, else undefined. */
function statusesOf(filter: Json): CallStatus[] | undefined {
  const [key, ...others] = Object.keys(filter);
  if (key !== "callStatus" || others.length) return undefined;
  const value = filter.callStatus;
  const operators = isObject(value) ? Object.keys(value) : [];
  const operands = typeof value === "string"
    ? [value]
    : operators.length !== 1 || !isObject(value)
    ? undefined
    : "$eq" in value
    ? [value.$eq]
    : "$in" in value
    ? value.$in as unknown[]
    : undefined;
  if (!operands?.every((status) => typeof status === "string")) return undefined;
  return callStatuses.filter((status) => operands.includes(status));
}
