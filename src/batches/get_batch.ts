import { closeOverdue } from "../events/close_overdue.ts";
import { linkHeader, numberedLinks, type PageLinks } from "../http/links.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";
import { detailsBody, pageNumbers } from "./details/body.ts";
import { parseQuestion } from "./details/parse.ts";
import { type Details, readDetails } from "./details/read.ts";

export const getBatch: Handler<"getBatch"> = async (input, context, reply) => {
  const { db, keyHash, authorize, signal, url } = context;
  const question = parseQuestion(input.path.batchId, input.query);
  let details = await readDetails(db, keyHash, question, signal);
  authorize(details.caller);
  if (details.overdue) {
    await closeOverdue(db, details.caller!.workspaceId, question.batchId);
    details = await readDetails(db, keyHash, question, signal);
  }
  if (details.batch === undefined) throw notFound("batch");
  const Link = linkHeader(url, links(pageNumbers(question, details), details));
  return reply(200, detailsBody(question, details), { Link });
};

type Numbers = ReturnType<typeof pageNumbers>;

/** Links by page number, or by cursor when the page number or the total is unknown. */
function links({ page, totalPages }: Numbers, { nextCursor }: Details): PageLinks {
  if (page !== null && totalPages !== null) return numberedLinks(page, totalPages);
  return { first: "page=1", ...(nextCursor === null ? {} : { next: `cursor=${nextCursor}` }) };
}
