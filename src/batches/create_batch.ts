import { jsonText } from "../contract/implement.ts";
import { checkedSchedule } from "./check_schedule.ts";
import { insertBatch } from "./insert.ts";
import type { Handler } from "../http/operation.ts";

export const createBatch: Handler<"createBatch"> = async ({ body }, { db, workspaceId }, reply) => {
  const schedule = checkedSchedule(body.schedule);
  const { id, json } = await insertBatch(db, workspaceId, { ...body, schedule });
  return reply(201, jsonText(json), { Location: `/v1/batches/${id}` });
};
