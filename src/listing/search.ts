import { type SQL, sql } from "drizzle-orm";
import { calls, transcripts } from "../db/schema/index.ts";
import { formSeparator, plainForm, searchForm } from "../domain/search_text.ts";
import type { CompiledPattern } from "../regex/compile.ts";
import { compileParameterPattern } from "./pattern.ts";

/** What a search looks at: `variables` are the phone number and the contact's columns. */
export type SearchPlace = "variables" | "transcript";
export type Search = { pattern: string; in: SearchPlace[]; ignoreAccents: boolean };

const separator = sql.raw(`chr(${formSeparator.codePointAt(0)})`);
/** A text without the separator is both forms. */
const plain = (text: SQL) => sql`split_part(${text}, ${separator}, 1)`;
const exact = (text: SQL) => sql`split_part(${text}, ${separator}, -1)`;

/** The condition that a search text contains a text, which is no pattern. */
export function containsText(text: SQL, part: string, ignoreAccents: boolean): SQL {
  const form = searchForm(part);
  return ignoreAccents
    ? sql`strpos(${plain(text)}, ${plainForm(form)}) > 0`
    : sql`strpos(${exact(text)}, ${form}) > 0`;
}

export type CompiledSearch = {
  /** A condition on the `calls` of the batch. */
  where: SQL;
  /** Selects the `position` of what is found, if other tables than `calls` are searched. */
  positions?: SQL;
};

/**
 * Compiles the parameter `search` for the calls of a batch. Throws InvalidParameter for an
 * unsupported pattern.
 */
export function compileSearch(
  { pattern, in: places, ignoreAccents }: Search,
  batchId: string,
): CompiledSearch {
  const mode = ignoreAccents ? "plain" : "folded";
  const compiled = compileParameterPattern(pattern, mode, "search");
  const found = (table: typeof calls | typeof transcripts) =>
    sql`select ${table.position} from ${table} where ${table.batchId} = ${batchId}::uuid
      and ${matching(sql`${table.searchText}`, compiled, ignoreAccents)}`;
  if (!places.includes("transcript")) {
    return { where: matching(sql`${calls.searchText}`, compiled, ignoreAccents) };
  }
  // Two conditions in one `or` could use neither index.
  const positions = places.includes("variables")
    ? sql`${found(calls)} union ${found(transcripts)}`
    : found(transcripts);
  return { where: sql`${calls.position} in (${positions})`, positions };
}

/**
 * The condition on one search text. The trigram index only receives parts of the pattern's literal.
 * The regex is kept from it, as it looks at a part of the text: one without a trigram would cause a
 * full index scan that no timeout interrupts.
 */
function matching(
  text: SQL,
  { regex, literal, indexable, whole }: CompiledPattern,
  ignoreAccents: boolean,
): SQL {
  const form = ignoreAccents ? plain(text) : exact(text);
  const matches = whole ? sql`strpos(${form}, ${literal}) > 0` : sql`${form} ~ ${regex}`;
  if (literal === undefined) return matches;
  // Cheaper than what most rows then skip, also where no index applies.
  const contains = sql`strpos(${text}, ${literal}) > 0`;
  const indexConditions = indexable
    ? trigrams(plainForm(literal)).map((trigram) => sql`${text} like ${`%${trigram}%`}`)
    : [];
  return sql`(${sql.join([contains, ...indexConditions, matches], sql` and `)})`;
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
