/**
 * What a filter can ask of one field, as SQL. A condition may be null where it is not true: whoever negates one uses `is not true`.
 */
import { type SQL, sql } from "drizzle-orm";
import { calls } from "../db/schema/index.ts";
import type { Comparison, Scalar } from "./comparison.ts";
import type { ColumnType, Field } from "./field.ts";
import { afterCut, inMilliseconds } from "./time.ts";

export type FieldTests = {
  /** One of the values; null stands for a missing value too. */
  equalsOne(values: Scalar[]): SQL;
  compares(operator: Comparison, value: Exclude<Scalar, null>): SQL;
  /** @param regex a Postgres ARE */
  matches(regex: string): SQL;
  exists(): SQL;
};

export const never = sql`false`;
export const any = (conditions: SQL[]): SQL =>
  conditions.length === 0 ? never : sql`(${sql.join(conditions, sql` or `)})`;
const operators: Record<Comparison, SQL> = {
  $gt: sql`>`,
  $gte: sql`>=`,
  $lt: sql`<`,
  $lte: sql`<=`,
};

export function testsOf(field: Field): FieldTests {
  if (field.kind === "column") return columnTests(field.column, field.type);
  if (field.kind === "log") return logTests(field);
  return variableTests(field.path);
}

// ---- columns ----------------------------------------------------------------------------------------------------

function columnTests(column: SQL, type: ColumnType): FieldTests {
  return {
    equalsOne: (values) => {
      const same = comparable(values, type).map((value) => operand(value, type));
      return any([
        ...(same.length ? [sql`${column} in (${sql.join(same, sql`, `)})`] : []),
        ...(values.includes(null) ? [sql`${column} is null`] : []),
      ]);
    },
    compares: (operator, value) => {
      if (!fits(value, type)) return never;
      const collated = type === "text" ? sql`${column} collate "C"` : column;
      const [comparison, bound] = inType(operator, value as string | number, type);
      return sql`${collated} ${operators[comparison]} ${operand(bound, type)}`;
    },
    matches: (regex) => (type === "text" ? sql`${column} ~ ${regex}` : never),
    exists: () => sql`${column} is not null`,
  };
}

const fits = (value: Scalar, type: ColumnType): value is string | number =>
  type === "number" ? typeof value === "number" : typeof value === "string";

/** The values that a field of this type can equal, times as calls have them. */
function comparable(values: Scalar[], type: ColumnType): (string | number)[] {
  const fitting = values.filter((value) => fits(value, type));
  if (type !== "time") return fitting;
  return fitting.map((value) => inMilliseconds(value as string)).filter(({ exact }) => exact).map((
    { utc },
  ) => utc);
}

function inType(
  operator: Comparison,
  value: string | number,
  type: ColumnType,
): [Comparison, string | number] {
  if (type !== "time") return [operator, value];
  const { utc, exact } = inMilliseconds(value as string);
  return [afterCut(operator, exact), utc];
}

function operand(value: string | number, type: ColumnType): SQL {
  if (type === "time") return sql`${value}::timestamptz`;
  if (type === "text") return sql`${value}::text`;
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31
    ? sql`${value}::int`
    : sql`${String(value)}::numeric`;
}

// ---- jsonpath ---------------------------------------------------------------------------------------------------

/** JSON's string escapes are jsonpath's too. */
const literal = (value: Scalar) => JSON.stringify(value);
const typeName = (value: Scalar) => value === null ? "null" : typeof value;
/** The type is asked for as well because lax mode would look into an array within an array. */
const typed = (comparison: string, value: Scalar) =>
  `(@.type() == "${typeName(value)}" && @ ${comparison} ${literal(value)})`;
const comparisons: Record<Comparison, string> = { $gt: ">", $gte: ">=", $lt: "<", $lte: "<=" };

const oneOf = (path: string, values: Scalar[]) =>
  `${path} ? (${values.map((value) => typed("==", value)).join(" || ")})`;
const compared = (path: string, operator: Comparison, value: Scalar) =>
  `${path} ? ${typed(comparisons[operator], value)}`;

/** A function rather than an operator, so that no index is considered: for what one could only answer by reading all of it. */
const pathExists = (json: SQL, path: string) => sql`jsonb_path_exists(${json}, ${path}::jsonpath)`;

const someString = (json: SQL, path: string, regex: string) =>
  sql`exists (select from jsonb_path_query(${json}, ${path}::jsonpath) as found(value)
    where jsonb_typeof(found.value) = 'string' and (found.value #>> '{}') ~ ${regex})`;

// ---- variables --------------------------------------------------------------------------------------------------

/** In lax mode jsonpath looks into arrays as MongoDB does: on the way down, and at the end for its elements. */
function variableTests(segments: string[]): FieldTests {
  const json = sql`${calls.variables}`;
  const path = ["$", ...segments.map(member)].join("");
  return {
    equalsOne: (values) => {
      const present = values.filter((value) => value !== null);
      return any([
        ...(present.length ? [sql`${json} @? ${oneOf(path, present)}::jsonpath`] : []),
        ...(values.includes(null) ? [pathExists(json, missingOrNull(segments))] : []),
      ]);
    },
    compares: (operator, value) => pathExists(json, compared(path, operator, value)),
    matches: (regex) => someString(json, `${path}[*]`, regex),
    exists: () => pathExists(json, path),
  };
}

const member = (name: string) => `.${JSON.stringify(name)}`;

/**
 * MongoDB's `null`: some object on the way lacks the next member, or has there what can hold none (for the last member: has null).
 * What an array holds beside objects is passed over, so an empty array on the way does not match.
 */
function missingOrNull(segments: string[]): string {
  const places = segments.map((name, depth) => {
    const parent = ["@", ...segments.slice(0, depth).map(member)].join("");
    const value = `@${member(name)}`;
    const none = depth === segments.length - 1
      ? `${value} == null`
      : `(${value}.type() != "object" && ${value}.type() != "array")`;
    return `exists(${parent} ? (@.type() == "object" && (!exists(${value}) || ${none})))`;
  });
  return `$ ? (${places.join(" || ")})`;
}

// ---- phone logs -------------------------------------------------------------------------------------------------

/** Any attempt: the latest is in columns, the earlier ones are in jsonb. A call without attempts has no log that could match. */
function logTests({ column, type, path: member }: Extract<Field, { kind: "log" }>): FieldTests {
  const latest = columnTests(column, type);
  const earlier = sql`${calls.earlierLogs}`;
  const path = `$[*]${member}`;
  return {
    equalsOne: (values) => {
      const present = comparable(values, type);
      return any([
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
      if (!fits(value, type)) return never;
      const [comparison, bound] = inType(operator, value, type);
      return any([
        latest.compares(operator, value),
        pathExists(earlier, compared(path, comparison, bound)),
      ]);
    },
    matches: (
      regex,
    ) => (type === "text" ? any([latest.matches(regex), someString(earlier, path, regex)]) : never),
    exists: () => any([latest.exists(), pathExists(earlier, `${path} ? (@ != null)`)]),
  };
}
