import { type SQL, sql } from "drizzle-orm";
import { calls } from "../db/schema/index.ts";
import { InvalidParameter } from "../domain/errors.ts";
import { type ColumnType, resolveField } from "./field.ts";

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
export function compileSort(sortBy: string, sortOrder: "asc" | "desc"): Sort {
  if (sortBy.includes("\0")) throw new InvalidParameter("sortBy", "must not hold U+0000");
  const field = resolveField(sortBy, "sortBy");
  if (field.kind === "variable") return variableSort(field.path, sortOrder);
  if (field.kind === "column" && (field.name === "position" || field.name === "createdAt")) {
    return positionSort(sortOrder);
  }
  return columnSort(field.column, field.type, sortOrder);
}

const behind = (order: "asc" | "desc") => order === "asc" ? sql`>` : sql`<`;
const direction = (order: "asc" | "desc") => order === "asc" ? sql`asc` : sql`desc`;
const badCursor = (): never => {
  throw new InvalidParameter("cursor", "not a nextCursor of this API");
};

function positionSort(order: "asc" | "desc"): Sort {
  return {
    byPosition: true,
    orderBy: sql`${calls.position} ${direction(order)}`,
    keys: [],
    after: (_, position) => sql`${calls.position} ${behind(order)} ${position}::int`,
  };
}

const keyForms: Record<ColumnType, { form: RegExp; cast: SQL }> = {
  number: { form: /^-?\d{1,20}(\.\d{1,20})?$/, cast: sql`::numeric` },
  time: { form: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/, cast: sql`::timestamptz` },
  text: { form: /^[^\0]*$/s, cast: sql`::text collate "C"` },
};

/** One column, null first when ascending. */
function columnSort(column: SQL, type: ColumnType, order: "asc" | "desc"): Sort {
  const sorted = type === "text" ? sql`${column} collate "C"` : column;
  const { form, cast } = keyForms[type];
  const nulls = order === "asc" ? sql`nulls first` : sql`nulls last`;
  return {
    byPosition: false,
    orderBy: sql`${sorted} ${direction(order)} ${nulls}, ${calls.position} ${direction(order)}`,
    keys: [column],
    after: ([key, ...others], position) => {
      if (key === undefined || others.length || (key !== null && !form.test(key))) badCursor();
      const tie = sql`${calls.position} ${behind(order)} ${position}::int`;
      if (key === null) {
        return order === "asc" ? sql`(${column} is not null or ${tie})` : sql`(${column} is null and ${tie})`;
      }
      const value = sql`${key}${cast}`;
      const beyond = sql`${sorted} ${behind(order)} ${value} or (${sorted} = ${value} and ${tie})`;
      return order === "asc" ? sql`(${beyond})` : sql`(${beyond} or ${column} is null)`;
    },
  };
}

/** Values of any JSON type: a rank for the type, then the number, then the text by code point. */
function variableSort(path: string[], order: "asc" | "desc"): Sort {
  const value = sql`(${calls.variables} #> ${`{${path.map((segment) => JSON.stringify(segment)).join(",")}}`}::text[])`;
  const rank =
    sql`case jsonb_typeof(${value}) when 'number' then 1 when 'string' then 2 when 'object' then 3 when 'array' then 4
    when 'boolean' then case when ${value} = 'true' then 6 else 5 end else 0 end`;
  const number = sql`case when jsonb_typeof(${value}) = 'number' then ${value}::numeric else 0 end`;
  const text = sql`(case when jsonb_typeof(${value}) = 'string' then ${value} #>> '{}' else '' end) collate "C"`;
  const to = direction(order);
  return {
    byPosition: false,
    orderBy: sql`${rank} ${to}, ${number} ${to}, ${text} ${to}, ${calls.position} ${to}`,
    keys: [rank, number, text],
    after: ([rankKey, numberKey, textKey, ...others], position) => {
      const sound = /^[0-6]$/.test(rankKey ?? "") && /^-?\d{1,400}(\.\d{1,400})?$/.test(numberKey ?? "") &&
        typeof textKey === "string" && !textKey.includes("\0") && others.length === 0;
      if (!sound) badCursor();
      return sql`(${rank}, ${number}, ${text}, ${calls.position}) ${behind(order)}
        (${rankKey}::int, ${numberKey}::numeric, ${textKey}::text collate "C", ${position}::int)`;
    },
  };
}
