import { type SQL, sql } from "drizzle-orm";
import { calls } from "../db/schema/index.ts";
import { compilePattern } from "./regex.ts";

/**
 * The condition on `calls` for the parameter `search`. The trigram index only ever sees a literal that the pattern cannot do without: a
 * regex that yields no trigram would make it read the whole index, without an end by timeout (`|| ''` keeps it away).
 */
export function compileSearch(pattern: string): SQL {
  const { regex, literal, indexable, whole } = compilePattern(pattern, "folded", "search");
  const tried = sql`(${calls.searchText} || '') ~ ${regex}`;
  if (literal === undefined) return tried;
  // Where no index helps, looking for the literal first still spares most rows the regex.
  const holds = indexable
    ? sql`${calls.searchText} like ${`%${literal.replace(/[\\%_]/g, "\\$&")}%`}`
    : sql`strpos(${calls.searchText}, ${literal}) > 0`;
  return whole ? holds : sql`(${holds} and ${tried})`;
}
