import { InvalidBody, InvalidParameter } from "../domain/errors.ts";
import { childPointer } from "../domain/json_pointer.ts";
import { closeOverdue } from "../events/close_overdue.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";
import { detailsBody } from "./details/body.ts";
import { type DetailsQuery, parseQuestion, type Question } from "./details/parse.ts";
import { readDetails } from "./details/read.ts";

export const searchBatch: Handler<"searchBatch"> = async ({ path, body }, context, reply) => {
  const { db, keyHash, signal, reauthorize } = context;
  const question = parseBody(path.batchId, body);
  let details = await readDetails(db, keyHash, question, signal);
  if (details.caller === undefined) await reauthorize(); // revoked since the body was read
  if (details.overdue) {
    await closeOverdue(db, details.caller!.workspaceId, question.batchId);
    details = await readDetails(db, keyHash, question, signal);
  }
  if (details.batch === undefined) throw notFound("batch");
  return reply(200, detailsBody(question, details));
};

/** Throws InvalidBody for an invalid parameter, which is a member of the body here. */
function parseBody(batchId: string, body: DetailsQuery): Question {
  try {
    return parseQuestion(batchId, body);
  } catch (error) {
    if (!(error instanceof InvalidParameter)) throw error;
    const { parameter, pointer = "", message } = error;
    throw new InvalidBody([{ pointer: `${childPointer("", parameter)}${pointer}`, message }]);
  }
}
