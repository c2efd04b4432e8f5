/** Time limits of tests grow with the load: on a busy machine tests are slow but do not fail. */

const largestScale = 10;

type Machine = { setting?: string | undefined; load: number; processors: number };

const thisMachine = (): Machine => ({
  setting: Deno.env.get("TEST_TIMEOUT_SCALE"),
  load: Deno.loadavg()[0]!,
  processors: navigator.hardwareConcurrency,
});

/**
 * The factor for every time limit: TEST_TIMEOUT_SCALE or, from 1 to 10, twice the load per
 * processor. Twice, because the load is an average of the last minute and lags behind.
 */
export function timeScale({ setting, load, processors }: Machine = thisMachine()): number {
  if (!setting) return Math.min(largestScale, Math.max(1, 2 * load / processors));
  const scale = Number(setting);
  if (scale > 0 && scale <= 100) return scale;
  throw new Error(`TEST_TIMEOUT_SCALE must be a number above 0, at most 100, not "${setting}"`);
}

/** The time limit of work that takes at most this many milliseconds on an idle machine. */
export const timeLimit = (milliseconds: number): number => Math.ceil(milliseconds * timeScale());
