/** What a fault did to the callers, in figures, and which of them miss their goals. */
import { isLong, pause, timeScale } from "./http.ts";
import { asked, type Kind, type Load, type Sample } from "./load.ts";
import { type Kept, whatWasKept } from "./kept.ts";
import type { Serving, Setup } from "./setup.ts";

/**
 * When the fault began, its end began and was complete, and when callers saw no more of it; by
 * `performance.now()`. The database may answer again before its end is complete.
 */
export type Times = { began: number; lifting: number; lifted: number; settled: number };

export type Figures = {
  fault: string;
  /** How often each status came while the fault held, of requests that need the database. */
  statuses: Record<string, number>;
  /** Milliseconds: the longest wait for any answer, for one of readiness, for one of liveness. */
  slowest: number;
  slowestReady: number;
  slowestLive: number;
  /** Milliseconds from the return until every kind had a 2xx, and until the last refusal. */
  firstAnswer: number | null;
  lastRefusal: number;
  /** Whether the last answer of readiness before the fault's end began was a 503. */
  saidUnready: boolean;
  lost: number;
  /** Answers that are not the right ones, and valid requests that were called invalid. */
  wrong: number;
  /** Connections to the database at the end. */
  connections: number;
  misses: string[];
};

export type Goals = {
  /** Milliseconds. */
  answer: number;
  ready: number;
  back: number;
  connections: number;
  /** Readiness must say so before the fault is lifted. */
  unready: boolean;
  /** Requests that may be refused while the fault holds. */
  refused: number;
};
export const goals: Goals = {
  answer: 2000,
  ready: 1000,
  back: 2000,
  connections: 19,
  unready: false,
  refused: Infinity,
};

const isGood = ({ status }: Sample) => status >= 200 && status < 300;
const ends = ({ began, took }: Sample) => began + took;
const most = (numbers: number[]) => Math.round(Math.max(0, ...numbers));

/** Waits, at most 25 s, until each kind had a 2xx sent after the return and a second went well. */
export async function untilSettled(load: Load, lifted: number): Promise<number> {
  const deadline = lifted + 25_000 * timeScale;
  for (let settled = false; !settled && performance.now() < deadline; await pause(50)) {
    const later = load.samples.filter(({ began, kind }) => began > lifted && asked.includes(kind));
    const good = later.filter(isGood);
    const all = asked.every((kind) => good.some((sample) => sample.kind === kind));
    const lastRefusal = most(later.filter((sample) => !isGood(sample)).map(ends));
    settled = all && performance.now() - Math.max(lastRefusal, lifted) > 1000;
  }
  return performance.now();
}

export async function figures(
  fault: string,
  load: Load,
  { began, lifting, lifted, settled }: Times,
  server: Serving,
  setup: Setup,
  connections: number,
): Promise<Figures> {
  const touched = load.samples.filter((sample) => ends(sample) > began && sample.began < settled);
  const needy = touched.filter(({ kind }) => asked.includes(kind));
  const refusals = needy.filter((sample) => !isGood(sample));
  const slowest = (samples: Sample[]) => most(samples.map(({ took }) => took));
  const of = (wanted: Kind) => touched.filter(({ kind }) => kind === wanted);
  const kept = await whatWasKept(server.origin, setup, load).catch((error): Kept => ({
    lost: 0,
    wrong: [`what was kept cannot be seen: ${error.message}`],
  }));
  const wrong = [...needy.flatMap(({ fault }) => fault ?? []), ...kept.wrong];
  return {
    fault,
    statuses: count(needy.filter((sample) => sample.began < lifted)),
    slowest: slowest(needy),
    slowestReady: slowest(of("ready")),
    slowestLive: slowest(of("live")),
    firstAnswer: firstAnswer(load.samples, lifted),
    lastRefusal: most(refusals.map((sample) => ends(sample) - lifted)),
    saidUnready: lastOf(of("ready").filter((sample) => ends(sample) <= lifting))?.status === 503,
    lost: kept.lost,
    wrong: wrong.length + refusals.filter(({ status }) => status >= 400 && status < 429).length,
    connections,
    misses: [...wrong, ...refusals.flatMap(wrongRefusal)],
  };
}

/** The one that was answered last. */
const lastOf = (samples: Sample[]): Sample | undefined =>
  samples.toSorted((a, b) => ends(a) - ends(b)).at(-1);

/** Milliseconds until every kind had a 2xx after the return; null if one had none. */
function firstAnswer(samples: Sample[], lifted: number): number | null {
  const good = samples.filter((sample) => isGood(sample) && ends(sample) > lifted);
  const first = (wanted: Kind) =>
    Math.min(...good.filter(({ kind }) => kind === wanted).map((sample) => ends(sample) - lifted));
  const last = Math.max(...asked.map(first));
  return Number.isFinite(last) ? Math.round(last) : null;
}

/** A refusal is a 503, or a 429 where the workspace itself has too much under way, with a time. */
function wrongRefusal({ kind, status, retryAfter }: Sample): string[] {
  if (status !== 503 && status !== 429) return [`${kind}: ${status || "no answer"}`];
  return retryAfter ? [] : [`${kind}: ${status} without Retry-After`];
}

function count(samples: Sample[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of samples) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Which goals the figures miss, each in words. Time limits grow with TEST_TIMEOUT_SCALE. */
export function missed(figures: Figures, goals: Goals): string[] {
  const within = (what: string, value: number | null, most: number) =>
    value !== null && value <= most ? [] : [`${what}: ${value ?? "never"}, at most ${most}`];
  const inTime = (what: string, milliseconds: number | null, most: number) => {
    return within(`${what} (ms)`, milliseconds, most * timeScale);
  };
  const refused = Object.entries(figures.statuses).reduce(
    (sum, [status, count]) => sum + (Number(status) < 300 ? 0 : count),
    0,
  );
  const misses = Map.groupBy(figures.misses, (miss) => miss);
  return [
    ...[...misses].map(([miss, all]) => `${all.length} × ${miss}`),
    ...inTime("slowest answer", figures.slowest, goals.answer),
    ...inTime("slowest readiness", figures.slowestReady, goals.ready),
    ...inTime("slowest liveness", figures.slowestLive, goals.ready),
    ...inTime("first 200 after the return", figures.firstAnswer, goals.back),
    ...inTime("last refusal after the return", figures.lastRefusal, goals.back),
    ...within("acknowledged writes lost", figures.lost, 0),
    ...within("refused", refused, goals.refused),
    ...within("connections", figures.connections, goals.connections),
    ...(goals.unready && !figures.saidUnready ? ["readiness did not say unready"] : []),
  ];
}

/** Milliseconds that a fault lasts: longer than any wait that the goals allow. */
export const faultLength = (isLong ? 10_000 : 3000) * timeScale;
