import { type Answer, jsonText } from "../contract/implement.ts";
import { closeOverdue } from "../events/close_overdue.ts";
import { linkHeader, numberedLinks, type PageLinks } from "../http/links.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";
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
  const { limit, start } = question;
  const page = "page" in start ? start.page : null;
  const totalPages = details.total === null ? null : Math.ceil(details.total / limit);
  const Link = linkHeader(url, links(page, totalPages, details));
  return reply(200, body(details, { page, limit, totalPages }), { Link });
};

type Numbers = { page: number | null; limit: number; totalPages: number | null };

/** The fields of the batch, then the page: joins the JSON of Postgres without parsing it. */
function body({ batch, calls, total, nextCursor }: Details, { page, limit, totalPages }: Numbers) {
  const head = JSON.stringify({ page, limit, total, totalPages, nextCursor }).slice(1, -1);
  return jsonText<Answer<"getBatch">>(`${batch!.slice(0, -1)},${head},"calls":${calls}}`);
}

/** Links by page number, or by cursor when the page number or the total is unknown. */
function links(page: number | null, totalPages: number | null, { nextCursor }: Details): PageLinks {
  if (page !== null && totalPages !== null) return numberedLinks(page, totalPages);
  return { first: "page=1", ...(nextCursor === null ? {} : { next: `cursor=${nextCursor}` }) };
}
