import { jsonText } from "../contract/implement.ts";
import { closeOverdue } from "../events/close_overdue.ts";
import { linkHeader, numberedLinks } from "../http/links.ts";
import { listBatches as list } from "./list.ts";
import type { Handler } from "../http/operation.ts";

export const listBatches: Handler<"listBatches"> = async (
  { query },
  { db, keyHash, authorize, url, signal },
  reply,
) => {
  const { page, limit } = query;
  const first = await list(db, keyHash, query, signal);
  authorize(first.caller);
  for (const id of first.overdue) await closeOverdue(db, first.caller!.workspaceId, id);
  const { total, batches } = first.overdue.length ? await list(db, keyHash, query, signal) : first;
  const totalPages = Math.ceil(total / limit);
  const head = JSON.stringify({ page, limit, total, totalPages }).slice(0, -1);
  const Link = linkHeader(url, numberedLinks(page, totalPages));
  return reply(200, jsonText(`${head},"batches":${batches}}`), { Link });
};
