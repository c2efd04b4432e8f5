import { jsonText } from "../contract/implement.ts";
import { notFound } from "../http/problem.ts";
import { findUpload } from "./find.ts";
import type { Handler } from "../http/operation.ts";

export const getUpload: Handler<"getUpload"> = async ({ path }, { db, workspaceId }, reply) => {
  const upload = await findUpload(db, workspaceId, path.batchId, path.uploadId);
  if (upload === undefined) throw notFound("upload");
  return reply(200, jsonText(upload));
};
