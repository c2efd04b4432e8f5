import { foldCase } from "./search_text.ts";

/** A set of Unicode code points: inclusive ranges, ascending, neither touching nor overlapping. */
export type CharSet = readonly (readonly [number, number])[];

const last = 0x10ffff;

export function charSet(ranges: CharSet): CharSet {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

export const chars = (text: string): CharSet => charSet([...text].map((c) => [c.codePointAt(0)!, c.codePointAt(0)!]));

export const union = (...sets: CharSet[]): CharSet => charSet(sets.flat());

/** All code points but these; U+0000 is never among them, as Postgres text cannot hold it. */
export function complement(set: CharSet): CharSet {
  const out: [number, number][] = [];
  let next = 1;
  for (const [from, to] of set) {
    if (from > next) out.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= last) out.push([next, last]);
  return out;
}

export const without = (set: CharSet, removed: CharSet): CharSet => complement(union(complement(set), removed));
export const has = (set: CharSet, code: number): boolean => set.some(([from, to]) => from <= code && code <= to);

let folds: Map<number, number> | undefined;

/** Every code point whose case folding is another one, with that other one. */
function foldings(): Map<number, number> {
  if (folds) return folds;
  folds = new Map();
  // All cased scripts lie below U+1E944 (Adlam).
  for (let code = 0x41; code < 0x1ea00; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const folded = foldCase(String.fromCodePoint(code)).codePointAt(0)!;
    if (folded !== code) folds.set(code, folded);
  }
  return folds;
}

/** The set as it is in case-folded text. */
export function folded(set: CharSet): CharSet {
  if (set.every(([, to]) => to < 0x41)) return set;
  const changed = [...foldings()].filter(([code]) => has(set, code));
  if (changed.length === 0) return set;
  return union(
    without(set, charSet(changed.map(([code]) => [code, code]))),
    charSet(changed.map(([, to]) => [to, to])),
  );
}

/** The set with the other cases of all its members. */
export function withCases(set: CharSet): CharSet {
  const base = folded(set);
  const variants = [...foldings()].filter(([, to]) => has(base, to)).map(([code]) => [code, code] as const);
  return union(set, base, charSet(variants));
}
