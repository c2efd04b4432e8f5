import { type SQL, sql } from "drizzle-orm";
import { utc } from "../db/json.ts";
import { calls } from "../db/schema/index.ts";
import { InvalidParameter } from "../domain/errors.ts";
import { isStorable } from "../domain/storable.ts";
import { rejectCursor } from "./cursor.ts";
import { resolveField } from "./field.ts";
import type { ColumnType } from "./fields.ts";

export type SortOrder = "asc" | "desc";

export type Sort = {
  /** Whether this is the order of the primary key, which needs no sort at any page depth. */
  byPosition: boolean;
  /** The `order by` list. It ends with the position, so the order is total. */
  orderBy: SQL;
  /** The sort keys that a cursor stores in addition to the position; lossless as text. */
  keys: SQL[];
  /** Selects the calls after this one. Throws InvalidParameter for keys no call can have. */
  after(keys: (string | null)[], position: number): SQL;
};

/**
 * Compiles `sortBy` and `sortOrder`. Ascending order: missing and null, numbers, strings, objects,
 * arrays, booleans. Throws InvalidParameter for a name that cannot be a field.
 */
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

const after = (order: SortOrder) => order === "asc" ? sql`>` : sql`<`;
/** The SQL keyword of a sort order. */
export const direction = (order: SortOrder): SQL => order === "asc" ? sql`asc` : sql`desc`;

const positionSort = (order: SortOrder): Sort => ({
  byPosition: true,
  orderBy: sql`${calls.position} ${direction(order)}`,
  keys: [],
  after: (_, position) => sql`${calls.position} ${after(order)} ${position}::int`,
});
/** Compiled once: most requests use the default order. */
const byPosition = { asc: positionSort("asc"), desc: positionSort("desc") };

/** Strings sort by this many code points, so that a cursor fits in a URL. */
const sortPrefixLength = 500;
const byCodePoint = (text: SQL) =>
  sql`left(${text}, ${sql.raw(String(sortPrefixLength))}) collate "C"`;
const isSortText = (key: string) => isStorable(key) && [...key].length <= sortPrefixLength;

/** Per column type: the sort expression, the cursor key, and its validation and cast. */
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

/** Sorts by one column; null comes first in ascending order. */
function columnSort(column: SQL, type: ColumnType, order: SortOrder): Sort {
  const { sorted: sort, key: keyOf, isKey, cast } = columnKeys[type];
  const sorted = sort(column);
  const nulls = order === "asc" ? sql`nulls first` : sql`nulls last`;
  return {
    byPosition: false,
    orderBy: sql`${sorted} ${direction(order)} ${nulls}, ${calls.position} ${direction(order)}`,
    keys: [keyOf(column)],
    after: ([key, ...others], position) => {
      if (key === undefined || others.length || (key !== null && !isKey(key))) rejectCursor();
      const tie = sql`${calls.position} ${after(order)} ${position}::int`;
      if (key === null) {
        return order === "asc"
          ? sql`(${column} is not null or ${tie})`
          : sql`(${column} is null and ${tie})`;
      }
      const value = sql`${key}${cast}`;
      const later = sql`${sorted} ${after(order)} ${value} or (${sorted} = ${value} and ${tie})`;
      return order === "asc" ? sql`(${later})` : sql`(${later} or ${column} is null)`;
    },
  };
}

/**
 * Sorts values of any JSON type by type rank, then number, then text by code point. The path only
 * descends into objects, not arrays.
 */
function variableSort(path: string[], order: SortOrder): Sort {
  const value = sql`(${calls.variables}${sql.join(path.map((name) => sql` -> ${name}::text`))})`;
  const rank = sql`case jsonb_typeof(${value})
    when 'number' then 1 when 'string' then 2 when 'object' then 3 when 'array' then 4
    when 'boolean' then case when ${value} = 'true' then 6 else 5 end else 0 end`;
  const number = sql`case when jsonb_typeof(${value}) = 'number' then ${value}::numeric else 0 end`;
  const text = byCodePoint(
    sql`case when jsonb_typeof(${value}) = 'string' then ${value} #>> '{}' else '' end`,
  );
  const dir = direction(order);
  return {
    byPosition: false,
    orderBy: sql`${rank} ${dir}, ${number} ${dir}, ${text} ${dir}, ${calls.position} ${dir}`,
    keys: [rank, number, text],
    after: ([rankKey, numberKey, textKey, ...others], position) => {
      const isValid = /^[0-6]$/.test(rankKey ?? "") &&
        /^-?\d{1,400}(\.\d{1,400})?$/.test(numberKey ?? "") &&
        typeof textKey === "string" && isSortText(textKey) && others.length === 0;
      if (!isValid) rejectCursor();
      return sql`(${rank}, ${number}, ${text}, ${calls.position}) ${after(order)}
        (${rankKey}::int, ${numberKey}::numeric, ${textKey}::text collate "C", ${position}::int)`;
    },
  };
}
