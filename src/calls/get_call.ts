import { jsonText } from "../contract/implement.ts";
import { closeOverdue } from "../events/close_overdue.ts";
import { notFound } from "../http/problem.ts";
import { findCall } from "./find.ts";
import type { Handler } from "../http/operation.ts";

export const getCall: Handler<"getCall"> = async ({ path }, context, reply) => {
  const { db, keyHash, authorize, signal } = context;
  const find = () => findCall(db, keyHash, path.batchId, path.callId, signal);
  let { caller, call, overdue } = await find();
  authorize(caller);
  if (overdue) {
    await closeOverdue(db, caller!.workspaceId, path.batchId);
    ({ call } = await find());
  }
  if (call === undefined) throw notFound("call");
  return reply(200, jsonText(call));
};
