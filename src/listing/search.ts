import { type SQL, sql } from "drizzle-orm";
import { calls } from "../db/schema/index.ts";
import { compileParameterPattern } from "./pattern.ts";

/**
 * Compiles the parameter `search` to a condition on `calls`. The trigram index only receives parts
 * of the pattern's literal. `|| ''` keeps the regex from it: one without a trigram would cause a
 * full index scan that no timeout interrupts.
 */
export function compileSearch(pattern: string): SQL {
  const { regex, literal, indexable, whole } = compileParameterPattern(pattern, "folded", "search");
  const matchesRegex = sql`(${calls.searchText} || '') ~ ${regex}`;
  if (literal === undefined) return matchesRegex;
  // Cheaper than the regex, which most rows then skip, also where no index applies.
  const containsLiteral = sql`strpos(${calls.searchText}, ${literal}) > 0`;
  const indexConditions = indexable
    ? trigrams(literal).map((text) => sql`${calls.searchText} like ${`%${text}%`}`)
    : [];
  return sql`(${
    sql.join([containsLiteral, ...indexConditions, ...(whole ? [] : [matchesRegex])], sql` and `)
  })`;
}

/**
 * Trigrams that together cover each run of letters and digits. The remaining overlapping trigrams
 * would select little more, and each costs an index descent.
 */
const trigrams = (literal: string): string[] =>
  [...literal.matchAll(/[a-z0-9]{3,}/g)].flatMap(([run]) =>
    Array.from(
      { length: Math.ceil(run.length / 3) },
      (_, i) => run.slice(Math.min(3 * i, run.length - 3)).slice(0, 3),
    )
  );
