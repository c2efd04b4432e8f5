import { notFound } from "../http/problem.ts";
import { withLockedCall } from "./locked.ts";
import { notChangeable } from "./not_changeable.ts";
import { withdraw } from "./withdraw.ts";
import type { Handler } from "../http/operation.ts";

export const withdrawCall: Handler<"withdrawCall"> = async ({ path }, context, reply) => {
  const { db, workspaceId } = context;
  const found = await withLockedCall(db, workspaceId, path, async (tx, call) => {
    const { changeable, withdrawn, attempts } = call;
    if (changeable) await withdraw(tx, path.batchId, call);
    else if (!withdrawn || attempts > 0) throw notChangeable(call);
    return true;
  });
  if (!found) throw notFound("call");
  return reply(204);
};
