import { type SQL, sql } from "drizzle-orm";
import { calls } from "../db/schema/index.ts";
import { compileParameterPattern } from "./pattern.ts";

/**
 * The condition on `calls` for the parameter `search`. The trigram index only ever sees parts of a literal that the pattern cannot do without: a
 * regex that yields no trigram would make it read the whole index, without an end by timeout (`|| ''` keeps it away).
 */
export function compileSearch(pattern: string): SQL {
  const { regex, literal, indexable, whole } = compileParameterPattern(pattern, "folded", "search");
  const tried = sql`(${calls.searchText} || '') ~ ${regex}`;
  if (literal === undefined) return tried;
  // Where no index helps, looking for the literal first still spares most rows the regex.
  const holds = sql`strpos(${calls.searchText}, ${literal}) > 0`;
  const narrowed = indexable
    ? trigrams(literal).map((text) => sql`${calls.searchText} like ${`%${text}%`}`)
    : [];
  return sql`(${sql.join([holds, ...narrowed, ...(whole ? [] : [tried])], sql` and `)})`;
}

/** Text of three that covers each run of letters and digits. All the overlapping ones would tell little more, and each is a descent in the index. */
const trigrams = (literal: string): string[] =>
  [...literal.matchAll(/[a-z0-9]{3,}/g)].flatMap(([run]) =>
    Array.from(
      { length: Math.ceil(run.length / 3) },
      (_, i) => run.slice(Math.min(3 * i, run.length - 3)).slice(0, 3),
    )
  );
