/** The parameters of batch details as named values. Every 400 of the operation comes from here. */
import type { SQL } from "drizzle-orm";
import type { Input } from "../../contract/implement.ts";
import { InvalidParameter } from "../../domain/errors.ts";
import { decodeCursor } from "../../listing/cursor.ts";
import { type CompiledFilter, compileFilter } from "../../listing/filter.ts";
import { compileSearch } from "../../listing/search.ts";
import { compileSort, type Sort, type SortOrder } from "../../listing/sort.ts";

export type DetailsQuery = Input<"getBatch">["query"];
export type Part = DetailsQuery["include"][number];

export type Question = {
  batchId: string;
  limit: number;
  /** Where the page starts: at a page number, or behind the call that a cursor names. */
  start: { page: number } | { position: number; after: SQL };
  filter?: CompiledFilter;
  search?: SQL;
  sort: Sort;
  sortOrder: SortOrder;
  include: Part[];
  count: "exact" | "none";
  /** What a cursor of this question is bound to. */
  identity: string;
};

/** Throws InvalidParameter, of the parameters in the contract's order, for the first that makes no sense. */
export function parseQuestion(batchId: string, query: DetailsQuery): Question {
  const { limit, include, count, sortOrder } = query;
  const filter = query.filter === undefined ? undefined : compileFilter(query.filter);
  const sort = compileSort(query.sortBy, sortOrder);
  const search = query.search === undefined ? undefined : compileSearch(query.search);
  const id = batchId.toLowerCase();
  const identity = JSON.stringify([id, query.filter, query.search, query.sortBy, sortOrder]);
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

function parseStart(
  { page, cursor }: DetailsQuery,
  sort: Sort,
  identity: string,
): Question["start"] {
  if (cursor === undefined) return { page: page ?? 1 };
  if (page !== undefined) {
    throw new InvalidParameter("cursor", "excludes page: give one of the two");
  }
  const { position, keys } = decodeCursor(cursor, identity);
  return { position, after: sort.after(keys, position) };
}
