import { Busy } from "../domain/errors.ts";
import { notFound, Problem } from "../http/problem.ts";
import { busyProblem } from "./busy.ts";
import { undoUpload as undo } from "./undo.ts";
import type { Handler } from "../http/operation.ts";

export const undoUpload: Handler<"undoUpload"> = async ({ path }, { db, workspaceId }, reply) => {
  const outcome = await undo(db, workspaceId, path.batchId, path.uploadId).catch((error) => {
    throw error instanceof Busy ? busyProblem(error) : error;
  });
  if (outcome === "missing") throw notFound("upload");
  if (outcome !== "undone") throw new Problem("upload_not_undoable", outcome.obstacle);
  return reply(204);
};
