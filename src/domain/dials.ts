/**
 * The dials that were reported under one attempt. A sender that omits `attempt`, or repeats it,
 * reports several dials under one number; they are told apart by `providerCallId` and by time.
 */
import {
  type CallEvent,
  isFinal,
  isProgress,
  ownProvider,
  rank,
  statusAfter,
} from "./call_event.ts";
import type { CallStatus } from "./call.ts";

export type Dials = {
  /** The number of dials, 0 without any progress event. */
  count: number;
  /** The furthest stage of a dial whose end is not reported; null if every dial has ended. */
  underWay: CallStatus | null;
  /** The time of the latest event of a dial under way, else "". */
  underWaySince: string;
};

type Dial = { status: CallStatus; at: string };
const isEnd = ({ type }: CallEvent) => isFinal(statusAfter(type));

/**
 * Tells the dials of an attempt's sorted events apart; in doubt, a dial is under way, and an end
 * that comes `delaySeconds` or more after another one ends a dial of its own.
 */
export function dialsOf(events: CallEvent[], delaySeconds: number): Dials {
  const progress = events.filter(({ type }) => isProgress(type));
  if (isOneDial(progress)) return { count: 1, underWay: null, underWaySince: "" };
  const walk = new Walk(delaySeconds * 1000);
  // At the same time, an end is later.
  const ordered = progress.toSorted((
    a,
    b,
  ) => (a.at < b.at ? -1 : a.at > b.at ? 1 : Number(isEnd(a)) - Number(isEnd(b))));
  for (const event of ordered) {
    if (isEnd(event)) walk.end(event);
    else walk.advance(event);
  }
  const live = [...walk.live.values()];
  const furthest = live.toSorted((a, b) => rank(b.status) - rank(a.status))[0];
  return {
    count: walk.count,
    underWay: furthest?.status ?? null,
    underWaySince: live.map(({ at }) => at).sort().at(-1) ?? "",
  };
}

/** The usual case, which costs less: one end, after all the rest, and at most one id. */
function isOneDial(progress: CallEvent[]): boolean {
  let name: string | undefined;
  for (const [i, event] of progress.entries()) {
    if (isEnd(event) !== (i === progress.length - 1)) return false;
    const own = event.details.providerCallId;
    if (own !== undefined && name !== undefined && own !== name) return false;
    name ??= own;
  }
  return progress.length > 0;
}

class Walk {
  count = 0;
  /** The dials under way by `providerCallId`; "" is one whose id is not known. */
  readonly live = new Map<string, Dial>();
  /** Every `providerCallId` so far. */
  private readonly names = new Set<string>();
  private endedAt: number | undefined;

  constructor(private readonly delay: number) {}

  /** Takes an event of a dial under way. */
  advance({ type, at, details }: CallEvent): void {
    const name = details.providerCallId ?? "";
    const status = statusAfter(type);
    if (name === "" && this.live.size > 0) {
      // Any of them may be meant.
      for (const key of this.live.keys()) this.reach(key, status, at);
      return;
    }
    const isOver = this.names.has(name) && !this.live.has(name);
    // A dial that has ended does not ring again, but an answer means that somebody talks.
    if (isOver && type !== "answered") return;
    if (!this.live.has(name) && !isOver) this.begin(name);
    this.reach(name, status, at);
  }

  private begin(name: string): void {
    const unnamed = this.live.get("");
    if (name !== "") this.names.add(name);
    if (!unnamed) this.count++;
    else {
      this.live.delete("");
      this.live.set(name, unnamed);
    }
  }

  private reach(name: string, status: CallStatus, at: string): void {
    const before = this.live.get(name);
    const further = before && rank(before.status) > rank(status) ? before.status : status;
    this.live.set(name, { status: further, at });
  }

  /** Takes the end of a dial. */
  end(event: CallEvent): void {
    const name = event.details.providerCallId ?? "";
    if (event.provider === ownProvider) this.live.clear();
    else if (name === "" && this.live.size > 0) {
      // With several dials under way, nobody knows which of them has ended.
      if (this.live.size === 1) this.live.clear();
    } else if (!this.live.delete(name) && !this.live.delete("") && this.endsAnother(event, name)) {
      this.count++;
    }
    if (name !== "") this.names.add(name);
    this.endedAt = Date.parse(event.at);
  }

  /** Whether an end belongs to a dial of which nothing else was reported. */
  private endsAnother({ type, at }: CallEvent, name: string): boolean {
    if (this.endedAt === undefined) return this.count === 0;
    // Providers close a call that nobody answered with `completed`.
    if (type === "completed" || this.names.has(name)) return false;
    const apart = Date.parse(at) - this.endedAt;
    return (name !== "" && this.names.size > 0) || (apart > 0 && apart >= this.delay);
  }
}
