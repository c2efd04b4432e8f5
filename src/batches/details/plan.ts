/** Plans the query of a question, without a database. */
import type { CallStatus } from "../../domain/call.ts";
import type { Question } from "./parse.ts";

/** The source of the total. */
export type Total =
  | { from: "nowhere" }
  /** The counters of the batch, of all or some statuses. */
  | { from: "counters"; statuses: CallStatus[] | "all" }
  /** The matching positions, collected once for total and page. */
  | { from: "matches" }
  /** A separate count: the query of the page stops at the end of the page. */
  | { from: "count" };

export type PagePlan =
  /** The default order: a page is one range of gap-free positions (docs/decisions/0003). */
  | { kind: "range"; ascending: boolean; fromCursor: boolean }
  /** Any other order: finds the positions first, so that only the page reads wide rows. */
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
