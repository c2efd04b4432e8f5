import type { Schedule } from "../domain/batch.ts";
import { InvalidBody } from "../domain/errors.ts";
import { isInRange, toUtc, yearsMessage } from "../domain/utc.ts";

/**
 * Returns the schedule with its times as every response shows them, in UTC with milliseconds.
 * Throws InvalidBody for what the schema cannot express: the time zone exists, times are in the
 * contract's years, and each end is after its start.
 */
export function checkedSchedule<T extends Schedule | null | undefined>(given: T): T {
  if (!given) return given;
  const schedule = inUtc(given);
  check(schedule);
  return schedule;
}

function inUtc<T extends Schedule>(schedule: T): T {
  const { startAt, endAt } = schedule;
  return {
    ...schedule,
    ...(startAt ? { startAt: toUtc(startAt) } : {}),
    ...(endAt ? { endAt: toUtc(endAt) } : {}),
  };
}

function check(schedule: Schedule): void {
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
