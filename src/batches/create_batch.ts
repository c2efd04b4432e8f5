import { jsonText } from "../contract/implement.ts";
import type { Schedule } from "../domain/batch.ts";
import { InvalidBody } from "../domain/errors.ts";
import { isInRange, toUtc, yearsMessage } from "../domain/utc.ts";
import { insertBatch } from "./insert.ts";
import type { Handler } from "../http/operation.ts";

export const createBatch: Handler<"createBatch"> = async ({ body }, { db, workspaceId }, reply) => {
  const schedule = body.schedule && inUtc(body.schedule);
  checkSchedule(schedule);
  const { id, json } = await insertBatch(db, workspaceId, { ...body, schedule });
  return reply(201, jsonText(json), { Location: `/v1/batches/${id}` });
};

/** The schedule with its times as every response shows them. */
function inUtc(schedule: Schedule): Schedule {
  const { startAt, endAt } = schedule;
  return {
    ...schedule,
    ...(startAt ? { startAt: toUtc(startAt) } : {}),
    ...(endAt ? { endAt: toUtc(endAt) } : {}),
  };
}

/**
 * Checks what the schema cannot express: the time zone exists, times are in the contract's years,
 * and each end is after its start.
 */
function checkSchedule(schedule: Schedule | null | undefined): void {
  if (!schedule) return;
  const faults: { pointer: string; message: string }[] = [];
  if (!isTimeZone(schedule.timeZone)) {
    faults.push({
      pointer: "/schedule/timeZone",
      message: "not an IANA time zone such as Europe/Lisbon",
    });
  }
  const { startAt, endAt, windows = [] } = schedule;
  for (const [name, time] of Object.entries({ startAt, endAt })) {
    if (time && !isInRange(time)) {
      faults.push({ pointer: `/schedule/${name}`, message: yearsMessage });
    }
  }
  if (startAt && endAt && Date.parse(endAt) <= Date.parse(startAt)) {
    faults.push({ pointer: "/schedule/endAt", message: "must be later than startAt" });
  }
  windows.forEach((window, index) => {
    if (window.to > window.from) return;
    faults.push({ pointer: `/schedule/windows/${index}/to`, message: "must be later than from" });
  });
  if (faults.length) throw new InvalidBody(faults);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
