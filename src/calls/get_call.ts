import { jsonText } from "../contract/implement.ts";
import { notFound } from "../http/problem.ts";
import { findCall } from "./find.ts";
import type { Handler } from "../http/operation.ts";

export const getCall: Handler<"getCall"> = async ({ path }, { db, workspaceId }, reply) => {
  const call = await findCall(db, workspaceId, path.batchId, path.callId);
  if (call === undefined) throw notFound("call");
  return reply(200, jsonText(call));
};
