import { jsonText } from "../contract/implement.ts";
import { notFound } from "../http/problem.ts";
import { findCall } from "./find.ts";
import type { Handler } from "../http/operation.ts";

export const getCall: Handler<"getCall"> = async ({ path }, context, reply) => {
  const { db, keyHash, authorize } = context;
  const { caller, call } = await findCall(db, keyHash, path.batchId, path.callId);
  authorize(caller);
  if (call === undefined) throw notFound("call");
  return reply(200, jsonText(call));
};
