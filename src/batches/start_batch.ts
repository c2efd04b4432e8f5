import type { Handler } from "../http/operation.ts";
import { moveBatch } from "./move.ts";

export const startBatch: Handler<"startBatch"> = async ({ path }, { db, workspaceId }, reply) =>
  reply(200, await moveBatch(db, workspaceId, path.batchId, "start"));
