/** Choices derived from a list of numbers, so that a run can be repeated. */
export type Draw = {
  pick<T>(values: readonly T[]): T;
  chance(percent: number): boolean;
  seed(): number;
};

export function drawFrom(numbers: number[]): Draw {
  let at = 0;
  const next = () => numbers[at++ % numbers.length]! + at;
  return {
    pick: (values) => values[next() % values.length]!,
    chance: (percent) => next() % 100 < percent,
    seed: next,
  };
}
