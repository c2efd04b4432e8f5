/** How a question is answered: decided from the question alone, without a database. */
import type { CallStatus } from "../../domain/call.ts";
import type { Question } from "./parse.ts";

/** Where the total comes from. */
export type Total =
  | { from: "nowhere" }
  /** The batch's counters: all of them, or those of some statuses. */
  | { from: "counters"; statuses: CallStatus[] | "all" }
  /** The positions that match, collected once for total and page alike. */
  | { from: "matches" }
  /** A count of its own: the page's statement stops at the end of the page. */
  | { from: "count" };

export type PagePlan =
  /** The default order: positions have no gaps, so a page is one range of them at any depth. */
  | { kind: "range"; ascending: boolean; fromCursor: boolean }
  /** Any other: the page's positions are found first, so that wide rows are read for the page only. */
  | { kind: "query"; total: Total };

export function planPage({ sort, sortOrder, filter, search, start, count }: Question): PagePlan {
  const isDefaultOrder = sort.byPosition && !filter && !search;
  if (isDefaultOrder) {
    return { kind: "range", ascending: sortOrder === "asc", fromCursor: "after" in start };
  }
  if (count === "none") return { kind: "query", total: { from: "nowhere" } };
  if (!filter && !search) return { kind: "query", total: { from: "counters", statuses: "all" } };
  if (filter?.onlyStatus && !search) {
    return { kind: "query", total: { from: "counters", statuses: filter.onlyStatus } };
  }
  return { kind: "query", total: { from: sort.byPosition ? "matches" : "count" } };
}
