import { notFound } from "../http/problem.ts";
import { eraseCall as erase } from "./erase.ts";
import { withLockedCall } from "./locked.ts";
import type { Handler } from "../http/operation.ts";

export const eraseCall: Handler<"eraseCall"> = async ({ path }, { db, workspaceId }, reply) => {
  const found = await withLockedCall(db, workspaceId, path, async (tx, call) => {
    await erase(tx, path.batchId, call);
    return true;
  });
  if (!found) throw notFound("call");
  return reply(204);
};
