import { foldCase } from "../domain/search_text.ts";

/** A set of Unicode code points: inclusive ranges, ascending, neither touching nor overlapping. */
export type CharSet = readonly (readonly [number, number])[];

const last = 0x10ffff;

/** The set of all code points in the ranges, which may overlap and come in any order. */
export function charSet(ranges: CharSet): CharSet {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

export const chars = (text: string): CharSet =>
  charSet([...text].map((c) => [c.codePointAt(0)!, c.codePointAt(0)!]));
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

export const without = (set: CharSet, removed: CharSet): CharSet =>
  complement(union(complement(set), removed));
export const has = (set: CharSet, code: number): boolean =>
  set.some(([from, to]) => from <= code && code <= to);

const cased = /\p{Changes_When_Casemapped}/u;
let foldings: [number, number][] | undefined;

/** Every code point that case folding changes, with what it becomes: about 1,500 pairs. */
function allFoldings(): [number, number][] {
  if (foldings) return foldings;
  foldings = [];
  // All cased scripts lie below U+1EA00 and, in the basic plane, outside the blocks of U+3000 to U+A63F (Han) and U+AC00 to U+FAFF (Hangul, surrogates).
  for (
    const [from, to] of [[0x41, 0x2fff], [0xa640, 0xabff], [0xfb00, 0xffff], [
      0x10000,
      0x1e9ff,
    ]] as const
  ) {
    for (let code = from; code <= to; code++) {
      const char = String.fromCodePoint(code);
      if (!cased.test(char)) continue;
      const folded = foldCase(char).codePointAt(0)!;
      if (folded !== code) foldings.push([code, folded]);
    }
  }
  return foldings;
}

/** The set and what its members become in case-folded text. */
export function folded(set: CharSet): CharSet {
  if (set.every(([, to]) => to < 0x41)) return set;
  if (set.every(([from, to]) => from === to)) {
    return union(set, chars(set.map(([code]) => foldCase(String.fromCodePoint(code))).join("")));
  }
  return union(
    set,
    charSet(allFoldings().filter(([code]) => has(set, code)).map(([, to]) => [to, to])),
  );
}

/** The set and everything that differs from a member by case only. */
export function withCases(set: CharSet): CharSet {
  const base = folded(set);
  const variants = allFoldings().filter(([, to]) => has(base, to)).map(([code]) =>
    [code, code] as const
  );
  return union(base, charSet(variants));
}
