import { foldCase, plainForm } from "../domain/search_text.ts";

/** A set of Unicode code points: inclusive, ascending ranges that neither touch nor overlap. */
export type CharSet = readonly (readonly [number, number])[];

const maxCodePoint = 0x10ffff;

/** Builds a set from ranges, which may overlap and come in any order. */
export function charSet(ranges: CharSet): CharSet {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const previous = merged.at(-1);
    if (previous && from <= previous[1] + 1) previous[1] = Math.max(previous[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** The set of the characters of a text. */
export const chars = (text: string): CharSet =>
  charSet([...text].map((c) => [c.codePointAt(0)!, c.codePointAt(0)!]));
export const union = (...sets: CharSet[]): CharSet => charSet(sets.flat());

/** All other code points except U+0000, which Postgres text cannot store. */
export function complement(set: CharSet): CharSet {
  const out: [number, number][] = [];
  let next = 1;
  for (const [from, to] of set) {
    if (from > next) out.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= maxCodePoint) out.push([next, maxCodePoint]);
  return out;
}

/** The members of `set` that are not in `removed`. */
export const without = (set: CharSet, removed: CharSet): CharSet =>
  complement(union(complement(set), removed));
/** Whether the set contains the code point. */
export const has = (set: CharSet, code: number): boolean =>
  set.some(([from, to]) => from <= code && code <= to);

const cased = /\p{Changes_When_Casemapped}/u;
let foldings: [number, number][] | undefined;

/** Every code point that case folding changes, with its folded form: about 1,500 pairs. */
function allFoldings(): [number, number][] {
  if (foldings) return foldings;
  foldings = [];
  // Skips ranges without cased scripts: Han (U+3000 to U+A63F), Hangul and surrogates (U+AC00 to
  // U+FAFF), and everything from U+1EA00.
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

/** The set, extended by the case-folded form of each member. */
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

let plainings: [number, number][] | undefined;

/** Every composed letter with an accent, with its folded form without: about 1,200 pairs. */
function allPlainings(): [number, number][] {
  if (plainings) return plainings;
  plainings = [];
  // The blocks that have letters composed with accents.
  for (const [from, to] of [[0xc0, 0x58f], [0x1e00, 0x1fff], [0x2100, 0x22ff]] as const) {
    for (let code = from; code <= to; code++) {
      const folded = foldCase(String.fromCodePoint(code));
      const plain = plainForm(folded);
      if (plain !== folded && plain !== "") plainings.push([code, plain.codePointAt(0)!]);
    }
  }
  return plainings;
}

/** The folded set, extended by the form without accents of each member. */
export function plain(set: CharSet): CharSet {
  const base = folded(set);
  if (base.every(([, to]) => to < 0x80)) return base;
  return union(
    base,
    charSet(allPlainings().filter(([code]) => has(base, code)).map(([, to]) => [to, to])),
  );
}

/** The set, extended by every code point that differs from a member only in case. */
export function withCases(set: CharSet): CharSet {
  const base = folded(set);
  const variants = allFoldings().filter(([, to]) => has(base, to)).map(([code]) =>
    [code, code] as const
  );
  return union(base, charSet(variants));
}
