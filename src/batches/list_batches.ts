import { jsonText } from "../contract/implement.ts";
import { linkHeader, numberedLinks } from "../http/links.ts";
import { listBatches as list } from "./list.ts";
import type { Handler } from "../http/operation.ts";

export const listBatches: Handler<"listBatches"> = async (
  { query },
  { db, keyHash, authorize, url },
  reply,
) => {
  const { page, limit } = query;
  const { caller, total, batches } = await list(db, keyHash, query);
  authorize(caller);
  const totalPages = Math.ceil(total / limit);
  const head = JSON.stringify({ page, limit, total, totalPages }).slice(0, -1);
  const Link = linkHeader(url, numberedLinks(page, totalPages));
  return reply(200, jsonText(`${head},"batches":${batches}}`), { Link });
};
