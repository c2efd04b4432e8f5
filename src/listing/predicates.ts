/**
 * The predicates on one field, as SQL. A predicate may be null instead of false: negate it with
 * `is not true`.
 */
import { type SQL, sql } from "drizzle-orm";
import { calls } from "../db/schema/index.ts";
import type { Comparison, Scalar } from "./comparison.ts";
import type { Field } from "./field.ts";
import type { ColumnType } from "./fields.ts";
import { comparisonAfterTruncation, truncateToMilliseconds } from "./time.ts";

export type FieldPredicates = {
  /** Equal to one of the values; null also matches a missing value. */
  equalsOne(values: Scalar[]): SQL;
  compares(operator: Comparison, value: Exclude<Scalar, null>): SQL;
  /** @param regex a Postgres ARE */
  matches(regex: string): SQL;
  exists(): SQL;
};

export const never = sql`false`;
/** The disjunction of the conditions; `never` if there are none. */
export const anyOf = (conditions: SQL[]): SQL =>
  conditions.length === 0 ? never : sql`(${sql.join(conditions, sql` or `)})`;
const operators: Record<Comparison, SQL> = {
  $gt: sql`>`,
  $gte: sql`>=`,
  $lt: sql`<`,
  $lte: sql`<=`,
};

/** Returns the predicates on a field. */
export function predicatesFor(field: Field): FieldPredicates {
  if (field.kind === "column") return columnPredicates(field.column, field.type);
  if (field.kind === "log") return logPredicates(field);
  return variablePredicates(field.path);
}

// ---- columns ------------------------------------------------------------------------------------

function columnPredicates(column: SQL, type: ColumnType): FieldPredicates {
  return {
    equalsOne: (values) => {
      const same = comparable(values, type).map((value) => operand(value, type));
      return anyOf([
        ...(same.length ? [sql`${column} in (${sql.join(same, sql`, `)})`] : []),
        ...(values.includes(null) ? [sql`${column} is null`] : []),
      ]);
    },
    compares: (operator, value) => {
      if (!isOfType(value, type)) return never;
      const collated = type === "text" ? sql`${column} collate "C"` : column;
      const [comparison, bound] = toBound(operator, value as string | number, type);
      return sql`${collated} ${operators[comparison]} ${operand(bound, type)}`;
    },
    matches: (regex) => (type === "text" ? sql`${column} ~ ${regex}` : never),
    exists: () => sql`${column} is not null`,
  };
}

const isOfType = (value: Scalar, type: ColumnType): value is string | number =>
  type === "number" ? typeof value === "number" : typeof value === "string";

/** The values that a field of this type can equal; times at the precision of the columns. */
function comparable(values: Scalar[], type: ColumnType): (string | number)[] {
  const fitting = values.filter((value) => isOfType(value, type));
  if (type !== "time") return fitting;
  const times = fitting.map((value) => truncateToMilliseconds(value as string));
  return times.filter(({ exact }) => exact).map(({ utc }) => utc);
}

function toBound(
  operator: Comparison,
  value: string | number,
  type: ColumnType,
): [Comparison, string | number] {
  if (type !== "time") return [operator, value];
  const { utc, exact } = truncateToMilliseconds(value as string);
  return [comparisonAfterTruncation(operator, exact), utc];
}

function operand(value: string | number, type: ColumnType): SQL {
  if (type === "time") return sql`${value}::timestamptz`;
  if (type === "text") return sql`${value}::text`;
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31
    ? sql`${value}::int`
    : sql`${String(value)}::numeric`;
}

// ---- jsonpath -----------------------------------------------------------------------------------

/** jsonpath has the string escapes of JSON. */
const literal = (value: Scalar) => JSON.stringify(value);
const typeName = (value: Scalar) => value === null ? "null" : typeof value;
/** The type check prevents lax mode from unwrapping an array nested in an array. */
const typed = (comparison: string, value: Scalar) =>
  `(@.type() == "${typeName(value)}" && @ ${comparison} ${literal(value)})`;
const comparisons: Record<Comparison, string> = { $gt: ">", $gte: ">=", $lt: "<", $lte: "<=" };

const oneOf = (path: string, values: Scalar[]) =>
  `${path} ? (${values.map((value) => typed("==", value)).join(" || ")})`;
/**
 * The same for a path of one member: strict mode unwraps nothing, so it needs no type check, which
 * takes a third of the time. Errors, such as a missing member, are no match.
 */
const memberCompared = (path: string, operator: Comparison, value: Scalar) => {
  const holds = `@ ${comparisons[operator]} ${literal(value)}`;
  return `strict ${path} ? (${holds} || exists(@[*] ? (${holds})))`;
};
const compared = (path: string, operator: Comparison, value: Scalar) =>
  `${path} ? ${typed(comparisons[operator], value)}`;

/**
 * The function form of `@?`, which no index supports: for predicates that an index could only
 * answer by a full index scan.
 */
const pathExists = (json: SQL, path: string) => sql`jsonb_path_exists(${json}, ${path}::jsonpath)`;

const anyStringMatches = (json: SQL, path: string, regex: string) =>
  sql`exists (select from jsonb_path_query(${json}, ${path}::jsonpath) as found(value)
    where jsonb_typeof(found.value) = 'string' and (found.value #>> '{}') ~ ${regex})`;

// ---- variables ----------------------------------------------------------------------------------

/** Lax mode unwraps arrays as MongoDB does: along the path, and at its end for the elements. */
function variablePredicates(segments: string[]): FieldPredicates {
  const json = sql`${calls.variables}`;
  const path = ["$", ...segments.map(member)].join("");
  return {
    equalsOne: (values) => {
      const present = values.filter((value) => value !== null);
      return anyOf([
        ...(present.length ? [sql`${json} @? ${oneOf(path, present)}::jsonpath`] : []),
        ...(values.includes(null) ? [pathExists(json, missingOrNull(segments))] : []),
      ]);
    },
    compares: (operator, value) =>
      segments.length > 1
        ? pathExists(json, compared(path, operator, value))
        : sql`jsonb_path_exists(${json}, ${memberCompared(path, operator, value)}::jsonpath,
            '{}', true)`,
    matches: (regex) => anyStringMatches(json, `${path}[*]`, regex),
    exists: () => pathExists(json, path),
  };
}

const member = (name: string) => `.${JSON.stringify(name)}`;

/**
 * MongoDB's equality with null: an object along the path lacks the next member, or the member is a
 * scalar (at the end of the path: null). Array elements that are not objects are ignored, so an
 * empty array along the path does not match.
 */
function missingOrNull(segments: string[]): string {
  const alternatives = segments.map((name, depth) => {
    const parent = ["@", ...segments.slice(0, depth).map(member)].join("");
    const value = `@${member(name)}`;
    const none = depth === segments.length - 1
      ? `${value} == null`
      : `(${value}.type() != "object" && ${value}.type() != "array")`;
    return `exists(${parent} ? (@.type() == "object" && (!exists(${value}) || ${none})))`;
  });
  return `$ ? (${alternatives.join(" || ")})`;
}

// ---- phone logs ---------------------------------------------------------------------------------

/** Matches any attempt: the latest is in columns, earlier ones in jsonb. No attempt, no match. */
function logPredicates(
  { column, type, path: member }: Extract<Field, { kind: "log" }>,
): FieldPredicates {
  const latest = columnPredicates(column, type);
  const earlier = sql`${calls.earlierLogs}`;
  const path = `$[*]${member}`;
  return {
    equalsOne: (values) => {
      const present = comparable(values, type);
      return anyOf([
        ...(present.length
          ? [latest.equalsOne(present), pathExists(earlier, oneOf(path, present))]
          : []),
        ...(values.includes(null)
          ? [
            sql`(${calls.attempts} > 0 and ${column} is null)`,
            pathExists(earlier, `$[*] ? (!(exists(@${member} ? (@ != null))))`),
          ]
          : []),
      ]);
    },
    compares: (operator, value) => {
      if (!isOfType(value, type)) return never;
      const [comparison, bound] = toBound(operator, value, type);
      return anyOf([
        latest.compares(operator, value),
        pathExists(earlier, compared(path, comparison, bound)),
      ]);
    },
    matches: (regex) => {
      if (type !== "text") return never;
      return anyOf([latest.matches(regex), anyStringMatches(earlier, path, regex)]);
    },
    exists: () => anyOf([latest.exists(), pathExists(earlier, `${path} ? (@ != null)`)]),
  };
}
