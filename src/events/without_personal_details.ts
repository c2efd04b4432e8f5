import { personalDetails } from "../domain/personal_details.ts";
import type { NewEvent } from "./event.ts";

/** An event of an erased call, without what leads to the person. */
export function withoutPersonalDetails({ transcript: _, ...event }: NewEvent): NewEvent {
  const details = { ...event.details };
  for (const name of personalDetails) delete details[name];
  return { ...event, details };
}
