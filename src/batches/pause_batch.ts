import type { Handler } from "../http/operation.ts";
import { moveBatch } from "./move.ts";

export const pauseBatch: Handler<"pauseBatch"> = async ({ path }, { db, workspaceId }, reply) =>
  reply(200, await moveBatch(db, workspaceId, path.batchId, "pause"));
