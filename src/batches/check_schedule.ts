import type { Schedule } from "../domain/batch.ts";
import { InvalidBody } from "../domain/errors.ts";

/** Checks what the schema cannot express: the time zone exists, and each end is after its start. */
export function checkSchedule(schedule: Schedule | null | undefined): void {
  if (!schedule) return;
  const faults: { pointer: string; message: string }[] = [];
  if (!isTimeZone(schedule.timeZone)) {
    faults.push({
      pointer: "/schedule/timeZone",
      message: "not an IANA time zone such as Europe/Lisbon",
    });
  }
  const { startAt, endAt, windows = [] } = schedule;
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
