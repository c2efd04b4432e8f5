import type { Handler } from "../http/operation.ts";
import { moveBatch } from "./move.ts";

export const resumeBatch: Handler<"resumeBatch"> = async ({ path }, { db, workspaceId }, reply) =>
  reply(200, await moveBatch(db, workspaceId, path.batchId, "resume"));
