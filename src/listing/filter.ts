/** Compiles the parameter `filter`, the MongoDB subset of openapi.yaml, to a condition on calls. */
import { type SQL, sql } from "drizzle-orm";
import { calls } from "../db/schema/index.ts";
import type { CallStatus } from "../domain/call.ts";
import { childPointer } from "../domain/json_pointer.ts";
import { didYouMean } from "../domain/nearest.ts";
import { isStorable } from "../domain/storable.ts";
import { type Field, resolveField, resolveLogField } from "./field.ts";
import { isObject, type Json, parseFilter } from "./filter_json.ts";
import { bound, equal, equals, exists, regex, reject } from "./operand.ts";
import { statusesOf } from "./only_status.ts";
import { anyOf, predicatesFor } from "./predicates.ts";

export type CompiledFilter = {
  where: SQL;
  /** The filter as JSON text in its usual form: two texts of one filter have the same. */
  json: string;
  /** Set if the filter only selects statuses: the batch's counters then contain the total. */
  onlyStatus?: CallStatus[];
};

const maxDepth = 5;
const maxTerms = 50;
const operatorNames = [
  ..."$eq $ne $gt $gte $lt $lte $in $nin $exists $regex $options $not $elemMatch".split(" "),
];

/**
 * Compiles a filter, given as JSON text or as an object. Throws InvalidParameter, with a JSON
 * pointer into the filter, for anything unsupported.
 */
export function compileFilter(given: string | Json): CompiledFilter {
  const filter = parseFilter(given);
  const where = new FilterCompiler(typeof given === "string").filter(filter, {
    pointer: "",
    depth: 1,
    resolve: callField,
  });
  const onlyStatus = statusesOf(filter);
  return { where, json: JSON.stringify(filter), ...(onlyStatus ? { onlyStatus } : {}) };
}

/** Where a part of the filter is, and what its names mean. */
type Place = {
  pointer: string;
  depth: number;
  resolve: (name: string, pointer: string) => Field | "phoneLogs";
};

const callField: Place["resolve"] = (name, pointer) =>
  name === "phoneLogs" ? name : resolveField(name, "filter", pointer);

const below = (place: Place, key: PropertyKey): Place => ({
  ...place,
  pointer: childPointer(place.pointer, key),
});

const not = (condition: SQL): SQL => sql`((${condition}) is not true)`;
const allOf = (conditions: SQL[]): SQL =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;

class FilterCompiler {
  private terms = 0;

  /** @param inUrl whether the filter comes from a URL, where a `+` means a space */
  constructor(private readonly inUrl: boolean) {}

  filter(filter: Json, place: Place): SQL {
    if (place.depth > maxDepth) reject(`at most ${maxDepth} levels deep`, place.pointer);
    return allOf(
      Object.entries(filter).map(([key, value]) => this.member(key, value, below(place, key))),
    );
  }

  private member(key: string, value: unknown, place: Place): SQL {
    const { pointer } = place;
    if (!isStorable(key)) reject("must be well-formed Unicode without U+0000", pointer);
    if (key === "$and") return allOf(this.filters(value, place));
    if (key === "$or") return anyOf(this.filters(value, place));
    if (key === "$nor") return not(anyOf(this.filters(value, place)));
    if (key.startsWith("$")) reject(`unknown operator ${key}`, pointer);
    const field = place.resolve(key, pointer);
    if (field === "phoneLogs") return this.logs(value, place);
    return isObject(value)
      ? this.operators(field, value, place)
      : allOf([this.operator(field, "$eq", value, place)]);
  }

  private filters(value: unknown, place: Place): SQL[] {
    if (!Array.isArray(value) || value.length === 0) {
      reject("must be a non-empty array of filters", place.pointer);
    }
    return value.map((filter, index) => {
      const at = below(place, index);
      return isObject(filter)
        ? this.filter(filter, { ...at, depth: place.depth + 1 })
        : reject("must be a filter (a JSON object)", at.pointer);
    });
  }

  private operators(field: Field, operators: Json, place: Place): SQL {
    const entries = Object.entries(operators).filter(([key]) => key !== "$options");
    if (entries.length === 0) reject("must contain an operator such as $gt", place.pointer);
    if ("$options" in operators && !("$regex" in operators)) {
      reject("$options requires $regex", below(place, "$options").pointer);
    }
    return allOf(
      entries.map(([operator, value]) =>
        operator === "$regex"
          ? this.matches(field, value, operators.$options, place)
          : this.operator(field, operator, value, below(place, operator))
      ),
    );
  }

  private operator(field: Field, operator: string, value: unknown, place: Place): SQL {
    this.count(place);
    if (operator !== "$not") {
      return this.predicate(field, operator, value, place.pointer);
    }
    const operators = this.negated(value, place);
    return not(this.operators(field, operators, { ...place, depth: place.depth + 1 }));
  }

  private predicate(field: Field, operator: string, value: unknown, pointer: string): SQL {
    const predicates = predicatesFor(field);
    const one = () => [equal(field, value, pointer, this.inUrl)];
    const some = () => equals(field, value, pointer, this.inUrl);
    switch (operator) {
      case "$eq":
        return predicates.equalsOne(one());
      case "$ne":
        return not(predicates.equalsOne(one()));
      case "$in":
        return predicates.equalsOne(some());
      case "$nin":
        return not(predicates.equalsOne(some()));
      case "$gt":
      case "$gte":
      case "$lt":
      case "$lte":
        return predicates.compares(operator, bound(field, value, pointer));
      case "$exists":
        return exists(value, pointer) ? predicates.exists() : not(predicates.exists());
      default:
        return rejectOperator(operator, pointer);
    }
  }

  private negated(value: unknown, { pointer, depth }: Place): Json {
    if (depth >= maxDepth) reject(`at most ${maxDepth} levels deep`, pointer);
    if (isObject(value)) return value;
    return reject('must be an object of operators, such as {"$gt": 5}', pointer);
  }

  private matches(field: Field, pattern: unknown, options: unknown, place: Place): SQL {
    const [at, optionsAt] = [below(place, "$regex"), below(place, "$options")];
    this.count(at);
    const compiled = regex(field, { pattern, options }, at.pointer, optionsAt.pointer);
    return predicatesFor(field).matches(compiled);
  }

  private count({ pointer }: Place): void {
    if (++this.terms > maxTerms) reject(`at most ${maxTerms} terms`, pointer);
  }

  /** The operators of `phoneLogs` itself. */
  private logs(operators: unknown, place: Place): SQL {
    const entries = isObject(operators) ? Object.entries(operators) : [];
    if (entries.length === 0) rejectLogs(place.pointer);
    return allOf(entries.map(([operator, value]) => {
      const at = below(place, operator);
      const deeper = { ...at, depth: place.depth + 1 };
      if (operator === "$not") return not(this.logs(this.negated(value, at), deeper));
      if (operator !== "$elemMatch") rejectLogs(at.pointer);
      return isObject(value)
        ? this.anyLog(value, deeper)
        : reject("must be a filter of one phone log (a JSON object)", at.pointer);
    }));
  }

  /** Whether one attempt fulfils the whole filter: the latest is in columns, others in jsonb. */
  private anyLog(filter: Json, place: Place): SQL {
    const terms = this.terms;
    const within = (earlier?: SQL) => {
      this.terms = terms; // both conditions are of the same terms
      const resolve = (name: string, pointer: string) => resolveLogField(name, pointer, earlier);
      return this.filter(filter, { ...place, resolve });
    };
    return sql`((${calls.attempts} > 0 and ${within()}) or exists (
      select from jsonb_array_elements(${calls.earlierLogs}) as log(value)
      where ${within(sql`log.value`)}))`;
  }
}

const rejectLogs = (pointer: string): never =>
  reject(
    'must be {"$elemMatch": {…}}, a filter of one phone log; "attempts" is their number, ' +
      'and "attempts.<status>" the number of those with a status',
    pointer,
  );

function rejectOperator(operator: string, pointer: string): never {
  if (operator === "$elemMatch") reject("$elemMatch is for phoneLogs only", pointer);
  const meant = operatorNames.find((name) => name.toLowerCase() === `$${operator}`.toLowerCase());
  if (operator.startsWith("$")) reject(`unknown operator ${operator}`, pointer);
  reject(`must be a string, number, boolean or null${didYouMean(meant)}`, pointer);
}
