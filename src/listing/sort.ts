import { type SQL, sql } from "drizzle-orm";
import { utc } from "../db/json.ts";
import { calls } from "../db/schema/index.ts";
import { InvalidParameter } from "../domain/errors.ts";
import { isStorable } from "../domain/storable.ts";
import { type ColumnType, resolveField } from "./field.ts";

export type SortOrder = "asc" | "desc";

export type Sort = {
  /** The order of the calls' positions: no sort at all, at any depth. */
  byPosition: boolean;
  /** What stands behind `order by`; ends in the position, so no two calls tie. */
  orderBy: SQL;
  /** What a cursor must remember of a call beside its position; as text they lose nothing. */
  keys: SQL[];
  /** The calls behind one with these keys and this position. Throws InvalidParameter for keys that are none. */
  after(keys: (string | null)[], position: number): SQL;
};

/** Compiles `sortBy` and `sortOrder`. Ascending: missing and null, numbers, strings, objects, arrays, booleans. */
export function compileSort(sortBy: string, sortOrder: SortOrder): Sort {
  if (!isStorable(sortBy)) {
    throw new InvalidParameter("sortBy", "must be well-formed Unicode without U+0000");
  }
  const field = resolveField(sortBy, "sortBy");
  if (field.kind === "variable") return variableSort(field.path, sortOrder);
  if (field.kind === "column" && (field.name === "position" || field.name === "createdAt")) {
    return byPosition[sortOrder];
  }
  return columnSort(field.column, field.type, sortOrder);
}

const beyond = (order: SortOrder) => order === "asc" ? sql`>` : sql`<`;
export const direction = (order: SortOrder): SQL => order === "asc" ? sql`asc` : sql`desc`;
const badCursor = (): never => {
  throw new InvalidParameter("cursor", "not a nextCursor of this API");
};

const positionSort = (order: SortOrder): Sort => ({
  byPosition: true,
  orderBy: sql`${calls.position} ${direction(order)}`,
  keys: [],
  after: (_, position) => sql`${calls.position} ${beyond(order)} ${position}::int`,
});
/** Made once: the default order is asked for most. */
const byPosition = { asc: positionSort("asc"), desc: positionSort("desc") };

/** Code points of a string that count in the order, so that a cursor stays short enough for a URL. */
const significant = 500;
const byCodePoint = (text: SQL) => sql`left(${text}, ${sql.raw(String(significant))}) collate "C"`;
const isSortText = (key: string) => isStorable(key) && [...key].length <= significant;

/** How a column of each type is sorted, what a cursor keeps of it, and how that is read again. */
const columnKeys: Record<
  ColumnType,
  { sorted(column: SQL): SQL; key(column: SQL): SQL; isKey(key: string): boolean; cast: SQL }
> = {
  number: {
    sorted: (column) => column,
    key: (column) => column,
    isKey: (key) => /^-?\d{1,20}(\.\d{1,20})?$/.test(key),
    cast: sql`::numeric`,
  },
  time: {
    sorted: (column) => column,
    key: utc,
    isKey: (key) => /^\d{4}-.*Z$/.test(key) && isSameDate(key),
    cast: sql`::timestamptz`,
  },
  text: { sorted: byCodePoint, key: byCodePoint, isKey: isSortText, cast: sql`::text collate "C"` },
};

function isSameDate(key: string): boolean {
  const date = new Date(key);
  return !key.startsWith("0000") && !Number.isNaN(date.getTime()) && date.toISOString() === key;
}

/** One column, null first when ascending. */
function columnSort(column: SQL, type: ColumnType, order: SortOrder): Sort {
  const { sorted: sort, key: keyOf, isKey, cast } = columnKeys[type];
  const sorted = sort(column);
  const nulls = order === "asc" ? sql`nulls first` : sql`nulls last`;
  return {
    byPosition: false,
    orderBy: sql`${sorted} ${direction(order)} ${nulls}, ${calls.position} ${direction(order)}`,
    keys: [keyOf(column)],
    after: ([key, ...others], position) => {
      if (key === undefined || others.length || (key !== null && !isKey(key))) badCursor();
      const tie = sql`${calls.position} ${beyond(order)} ${position}::int`;
      if (key === null) {
        return order === "asc"
          ? sql`(${column} is not null or ${tie})`
          : sql`(${column} is null and ${tie})`;
      }
      const value = sql`${key}${cast}`;
      const later = sql`${sorted} ${beyond(order)} ${value} or (${sorted} = ${value} and ${tie})`;
      return order === "asc" ? sql`(${later})` : sql`(${later} or ${column} is null)`;
    },
  };
}

/** Values of any JSON type: a rank for the type, then the number, then the text by code point. A path leads through objects only. */
function variableSort(path: string[], order: SortOrder): Sort {
  const value = sql`(${calls.variables}${sql.join(path.map((name) => sql` -> ${name}::text`))})`;
  const rank =
    sql`case jsonb_typeof(${value}) when 'number' then 1 when 'string' then 2 when 'object' then 3 when 'array' then 4
    when 'boolean' then case when ${value} = 'true' then 6 else 5 end else 0 end`;
  const number = sql`case when jsonb_typeof(${value}) = 'number' then ${value}::numeric else 0 end`;
  const text = byCodePoint(
    sql`case when jsonb_typeof(${value}) = 'string' then ${value} #>> '{}' else '' end`,
  );
  const to = direction(order);
  return {
    byPosition: false,
    orderBy: sql`${rank} ${to}, ${number} ${to}, ${text} ${to}, ${calls.position} ${to}`,
    keys: [rank, number, text],
    after: ([rankKey, numberKey, textKey, ...others], position) => {
      const sound = /^[0-6]$/.test(rankKey ?? "") &&
        /^-?\d{1,400}(\.\d{1,400})?$/.test(numberKey ?? "") &&
        typeof textKey === "string" && isSortText(textKey) && others.length === 0;
      if (!sound) badCursor();
      return sql`(${rank}, ${number}, ${text}, ${calls.position}) ${beyond(order)}
        (${rankKey}::int, ${numberKey}::numeric, ${textKey}::text collate "C", ${position}::int)`;
    },
  };
}
