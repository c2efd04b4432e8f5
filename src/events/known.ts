/** Tells new events from known ones: an id names one event of a call's attempt for good. */
import type { Turn } from "../domain/call.ts";
import type { CallEvent } from "../domain/call_state.ts";
import { personalDetails } from "../domain/personal_details.ts";
import type { NewEvent } from "./event.ts";
import type { ExistingCall } from "./load.ts";

/** A reported event whose id is that of another event, and what is reported otherwise. */
export type Conflict = { event: NewEvent; member: string; message: string };

/**
 * Splits reported events into new ones and those that contradict a known one. What an erasure has
 * removed from a known one contradicts nothing.
 */
export function compareWithKnown(
  events: NewEvent[],
  { events: existing, erased }: Pick<ExistingCall, "events" | "erased">,
): { fresh: NewEvent[]; conflicts: Conflict[] } {
  const known = new Map<string, CallEvent[]>();
  for (const event of existing) remember(known, keyOf(event), event);
  const fresh: NewEvent[] = [];
  const conflicts: Conflict[] = [];
  for (const event of events) {
    const key = keyOf(event);
    const same = known.get(key)?.find((other) => isSameEvent(event, other));
    if (!same) {
      remember(known, key, event);
      fresh.push(event);
      continue;
    }
    const members = differences(event, same)
      .filter((member) => !erased || !(personalDetails as readonly string[]).includes(member));
    if (members.length) conflicts.push(conflict(event, same, members));
  }
  return { fresh, conflicts };
}

const keyOf = ({ provider, id }: CallEvent) => `${provider.length} ${provider}${id}`;

function remember(known: Map<string, CallEvent[]>, key: string, event: CallEvent): void {
  const others = known.get(key);
  if (others) others.push(event);
  else known.set(key, [event]);
}

/**
 * Whether two events with one provider and id are meant to be one. Attempts have ids of their own,
 * but the same event at the same time under another attempt is a mistaken attempt.
 */
const isSameEvent = (a: CallEvent, b: CallEvent) =>
  a.attempt === b.attempt || (a.type === b.type && a.at === b.at);

/**
 * The members of the request whose values differ. Stored events come without their transcript,
 * which `transcriptConflicts` compares.
 */
function differences(a: NewEvent, b: CallEvent & { transcript?: Turn[] }): string[] {
  const own = (["attempt", "type", "at"] as const).filter((member) => a[member] !== b[member]);
  const names = new Set([...Object.keys(a.details), ...Object.keys(b.details)]);
  const transcript = a.transcript && b.transcript && !isSameTranscript(a.transcript, b.transcript)
    ? ["transcript"]
    : [];
  return [...own, ...[...names].filter((name) => text(a, name) !== text(b, name)), ...transcript];
}

/** Members of a turn come in any order. */
export const isSameTranscript = (a: Turn[], b: Turn[]): boolean =>
  a.length === b.length && a.every((turn, i) => {
    const { speaker, text, startSeconds } = b[i]!;
    return turn.speaker === speaker && turn.text === text && turn.startSeconds === startSeconds;
  });

/** A member as JSON; undefined if the event does not have it. */
function text({ attempt, type, at, details }: CallEvent, member: string): string | undefined {
  const value = ({ attempt, type, at, ...details } as Record<string, unknown>)[member];
  // The members of `cost` come in any order.
  if (value !== null && typeof value === "object") {
    return JSON.stringify(Object.entries(value).sort());
  }
  return JSON.stringify(value);
}

function conflict(event: NewEvent, known: CallEvent, members: string[]): Conflict {
  const [member] = members as [string];
  const was = JSON.stringify(
    ({ ...known.details, attempt: known.attempt, type: known.type, at: known.at } as Record<
      string,
      unknown
    >)[member],
  );
  const others = members.length > 1 ? `; ${members.slice(1).join(", ")} differ too` : "";
  const what = member === "transcript"
    ? anotherTranscript
    : was === undefined
    ? `without ${member}`
    : `with ${member} ${was}`;
  return knownConflict(event, known.attempt, member, what + others);
}

export const anotherTranscript = "with another transcript";

/** What is known of the event's id in the attempt, and what to do. */
export const knownConflict = (
  event: NewEvent,
  attempt: number,
  member: string,
  what: string,
): Conflict => ({
  event,
  member,
  message: `event ${JSON.stringify(event.id)} of attempt ${attempt} is known ${what}; ` +
    "repeat it unchanged, or give another event its own id",
});
