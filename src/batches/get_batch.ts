import { type Answer, jsonText } from "../contract/implement.ts";
import { InvalidParameter } from "../domain/errors.ts";
import { linkHeader, numberedLinks, type PageLinks } from "../http/links.ts";
import { notFound } from "../http/problem.ts";
import { batchDetails, type Details } from "./details.ts";
import type { Handler } from "../http/operation.ts";

export const getBatch: Handler<"getBatch"> = async (
  { path, query },
  { db, keyHash, authorize, signal, url },
  reply,
) => {
  const { page, ...asked } = query;
  if (asked.cursor !== undefined && page !== undefined) {
    throw new InvalidParameter("cursor", "excludes page: give one of the two");
  }
  const details = await batchDetails(db, keyHash, path.batchId, { ...asked, page: page ?? 1 }, signal);
  authorize(details.caller);
  if (details.batch === undefined) throw notFound("batch");
  const shown = asked.cursor === undefined ? page ?? 1 : null;
  const totalPages = details.total === null ? null : Math.ceil(details.total / asked.limit);
  const Link = linkHeader(url, links(shown, totalPages, details));
  return reply(200, body(details, shown, asked.limit, totalPages), { Link });
};

/** The batch's own fields, then the page: pieces of JSON that Postgres wrote, put together without parsing them. */
function body(
  { batch, calls, total, nextCursor }: Details,
  page: number | null,
  limit: number,
  totalPages: number | null,
) {
  const head = JSON.stringify({ page, limit, total, totalPages, nextCursor }).slice(1, -1);
  return jsonText<Answer<"getBatch">>(`${batch!.slice(0, -1)},${head},"calls":${calls}}`);
}

/** By page number where numbers are known, by cursor after a cursor. */
function links(page: number | null, totalPages: number | null, { nextCursor }: Details): PageLinks {
  if (page !== null && totalPages !== null) return numberedLinks(page, totalPages);
  return { first: "page=1", ...(nextCursor === null ? {} : { next: `cursor=${nextCursor}` }) };
}
