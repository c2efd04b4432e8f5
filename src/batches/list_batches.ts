import { jsonText } from "../contract/implement.ts";
import { InvalidParameter } from "../domain/errors.ts";
import { closeOverdue } from "../events/close_overdue.ts";
import { linkHeader, numberedLinks, type PageLinks } from "../http/links.ts";
import type { Handler } from "../http/operation.ts";
import { listBatches as list } from "./list.ts";

export const listBatches: Handler<"listBatches"> = async (
  { query },
  { db, keyHash, authorize, url, signal },
  reply,
) => {
  const { limit, cursor } = query;
  if (cursor !== undefined && query.page !== undefined) {
    throw new InvalidParameter("cursor", "cannot be combined with page");
  }
  const page = cursor === undefined ? query.page ?? 1 : null;
  const first = await list(db, keyHash, query, signal);
  authorize(first.caller);
  for (const id of first.overdue) await closeOverdue(db, first.caller!.workspaceId, id);
  const { total, batches, nextCursor } = first.overdue.length
    ? await list(db, keyHash, query, signal)
    : first;
  const totalPages = Math.ceil(total / limit);
  const head = JSON.stringify({ page, limit, total, totalPages, nextCursor }).slice(0, -1);
  const Link = linkHeader(url, links(page, totalPages, nextCursor));
  return reply(200, jsonText(`${head},"batches":${batches}}`), { Link });
};

const links = (page: number | null, pages: number, nextCursor: string | null): PageLinks =>
  page !== null
    ? numberedLinks(page, pages)
    : { first: "page=1", ...(nextCursor === null ? {} : { next: `cursor=${nextCursor}` }) };
