/**
 * What a filter can ask of one field, as SQL. A condition may be null where it is not true: whoever negates one uses `is not true`.
 */
import { type SQL, sql } from "drizzle-orm";
import { calls } from "../db/schema/index.ts";
import type { ColumnType, Field } from "./field.ts";

export type Scalar = string | number | boolean | null;
export type Comparison = "$gt" | "$gte" | "$lt" | "$lte";

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
const operators: Record<Comparison, SQL> = { $gt: sql`>`, $gte: sql`>=`, $lt: sql`<`, $lte: sql`<=` };

export function testsOf(field: Field): FieldTests {
  if (field.kind === "column") return columnTests(field.column, field.type);
  if (field.kind === "log") return logTests(field);
  return variableTests(field.path);
}

// ---- columns ----------------------------------------------------------------------------------------------------

function columnTests(column: SQL, type: ColumnType): FieldTests {
  return {
    equalsOne: (values) => {
      const same = values.filter((value) => fits(value, type)).map((value) => operand(value as string | number, type));
      return any([
        ...(same.length ? [sql`${column} in (${sql.join(same, sql`, `)})`] : []),
        ...(values.includes(null) ? [sql`${column} is null`] : []),
      ]);
    },
    compares: (operator, value) => {
      if (!fits(value, type)) return never;
      const collated = type === "text" ? sql`${column} collate "C"` : column;
      return sql`${collated} ${operators[operator]} ${operand(value as string | number, type)}`;
    },
    matches: (regex) => (type === "text" ? sql`${column} ~ ${regex}` : never),
    exists: () => sql`${column} is not null`,
  };
}

const fits = (value: Scalar, type: ColumnType) => typeof value === (type === "number" ? "number" : "string");

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
  const path = ["$", ...segments.map((segment) => JSON.stringify(segment))].join(".");
  return {
    equalsOne: (values) => {
      const present = values.filter((value) => value !== null);
      return any([
        ...(present.length ? [sql`${json} @? ${oneOf(path, present)}::jsonpath`] : []),
        ...(values.includes(null) ? [sql`not ${pathExists(json, path)}`, pathExists(json, oneOf(path, [null]))] : []),
      ]);
    },
    compares: (operator, value) => pathExists(json, compared(path, operator, value)),
    matches: (regex) => someString(json, `${path}[*]`, regex),
    exists: () => pathExists(json, path),
  };
}

// ---- phone logs -------------------------------------------------------------------------------------------------

/** Any attempt: the latest is in columns, the earlier ones are in jsonb. A call without attempts has no value. */
function logTests({ column, type, path: member }: Extract<Field, { kind: "log" }>): FieldTests {
  const latest = columnTests(column, type);
  const earlier = sql`${calls.earlierLogs}`;
  const path = `$[*]${member}`;
  const time = (
    value: Scalar,
  ) => (type === "time" && typeof value === "string" ? new Date(value).toISOString() : value);
  const fitting = (values: Scalar[]) => values.filter((value) => value !== null && fits(value, type)).map(time);
  return {
    equalsOne: (values) => {
      const present = fitting(values);
      return any([
        latest.equalsOne(values),
        ...(present.length ? [pathExists(earlier, oneOf(path, present))] : []),
        ...(values.includes(null) ? [pathExists(earlier, `$[*] ? (!(exists(@${member} ? (@ != null))))`)] : []),
      ]);
    },
    compares: (operator, value) =>
      fits(value, type)
        ? any([latest.compares(operator, value), pathExists(earlier, compared(path, operator, time(value)))])
        : never,
    matches: (regex) => (type === "text" ? any([latest.matches(regex), someString(earlier, path, regex)]) : never),
    exists: () => any([latest.exists(), pathExists(earlier, `${path} ? (@ != null)`)]),
  };
}
