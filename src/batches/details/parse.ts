/** Parses the parameters of batch details. Every 400 of the operation is thrown here. */
import type { SQL } from "drizzle-orm";
import type { Input } from "../../contract/implement.ts";
import { InvalidParameter } from "../../domain/errors.ts";
import { decodeCursor } from "../../listing/cursor.ts";
import { type CompiledFilter, compileFilter } from "../../listing/filter.ts";
import { type CompiledSearch, compileSearch, type Search } from "../../listing/search.ts";
import { compileSort, type Sort, type SortOrder } from "../../listing/sort.ts";

/** The parameters, with the filter as JSON text (in a URL) or as an object (in a body). */
export type DetailsQuery = Omit<Input<"getBatch">["query"], "filter"> & {
  filter?: string | Record<string, unknown> | undefined;
};
export type Part = DetailsQuery["include"][number];

export type Question = {
  batchId: string;
  limit: number;
  /** Where the page starts: at a page number, or after the call of a cursor. */
  start: { page: number } | { position: number; after: SQL };
  filter?: CompiledFilter;
  search?: CompiledSearch;
  sort: Sort;
  sortOrder: SortOrder;
  include: Part[];
  count: "exact" | "none";
  /** Binds a cursor to this question. */
  identity: string;
};

/** Throws InvalidParameter for the first invalid parameter: filter, sortBy, search, then cursor. */
export function parseQuestion(batchId: string, query: DetailsQuery): Question {
  const { limit, include, count, sortOrder } = query;
  const filter = query.filter === undefined ? undefined : compileFilter(query.filter);
  const sort = compileSort(query.sortBy, sortOrder);
  const id = batchId.toLowerCase();
  const asked = searchOf(query);
  const search = asked && compileSearch(asked, id);
  const identity = JSON.stringify([id, filter?.json, asked, query.sortBy, sortOrder]);
  const start = parseStart(query, sort, identity);
  return {
    batchId: id,
    limit,
    start,
    sort,
    sortOrder,
    include,
    count,
    identity,
    ...(filter ? { filter } : {}),
    ...(search ? { search } : {}),
  };
}

function searchOf({ search, searchIn, searchIgnore }: DetailsQuery): Search | undefined {
  if (!search) return undefined;
  const places = searchIn.toSorted();
  return { pattern: search, in: places, ignoreAccents: searchIgnore === "accents" };
}

function parseStart(
  { page, cursor }: DetailsQuery,
  sort: Sort,
  identity: string,
): Question["start"] {
  if (cursor === undefined) return { page: page ?? 1 };
  if (page !== undefined) {
    throw new InvalidParameter("cursor", "cannot be combined with page");
  }
  const { position, keys } = decodeCursor(cursor, identity);
  return { position, after: sort.after(keys, position) };
}
