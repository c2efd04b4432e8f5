import { eraseContact as erase } from "./erase.ts";
import type { Handler } from "../http/operation.ts";

export const eraseContact: Handler<"eraseContact"> = async ({ body }, context, reply) => {
  const { db, workspaceId } = context;
  return reply(200, await erase(db, workspaceId, body.phoneNumber));
};
