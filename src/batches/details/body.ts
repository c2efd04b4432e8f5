import { type Answer, type JsonText, jsonText } from "../../contract/implement.ts";
import type { Question } from "./parse.ts";
import type { Details } from "./read.ts";

/** The number of the page and of all pages; null where a cursor or `count=none` leaves it open. */
export function pageNumbers({ start, limit }: Question, { total }: Details) {
  const page = "page" in start ? start.page : null;
  return { page, limit, totalPages: total === null ? null : Math.ceil(total / limit) };
}

/**
 * The contract's BatchDetails of a visible batch: the fields of the batch, then the page. Joins the
 * JSON of Postgres without parsing it.
 */
export function detailsBody(question: Question, details: Details): JsonText<Answer<"getBatch">> {
  const { batch, calls, total, nextCursor } = details;
  const { page, limit, totalPages } = pageNumbers(question, details);
  const head = JSON.stringify({ page, limit, total, totalPages, nextCursor }).slice(1, -1);
  return jsonText(`${batch!.slice(0, -1)},${head},"calls":${calls}}`);
}
