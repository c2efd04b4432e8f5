import type { CharSet } from "./char_set.ts";
import { type RegexMode, subjectChars } from "./emit.ts";
import type { PatternReader } from "./reader.ts";
import type { RegexNode } from "./ast.ts";

// Above these limits Postgres needs more than a fraction of a second to compile a pattern, or
// rejects it (SQLSTATE 2201B).
const maxTransitions = 50_000;
const maxPositions = 600;
const maxAssertions = 16;

/** Throws PatternError for a pattern whose automaton would grow too large in Postgres. */
export function checkLimits(tree: RegexNode, mode: RegexMode, reader: PatternReader): void {
  checkNesting(tree, false, reader);
  if (countAssertions(tree) > maxAssertions) {
    reader.reject("the pattern has too many anchors and boundaries (^ $ \\b \\B)");
  }
  const { positions, transitions } = measure(tree, mode, colors(tree, mode));
  if (positions > maxPositions || transitions > maxTransitions) {
    reader.reject("the pattern is too large once its quantifiers are expanded");
  }
}

/** Nested bounds multiply, and assertions inside a repetition combine exponentially. */
function checkNesting(node: RegexNode, isRepeated: boolean, reader: PatternReader): void {
  if (node.kind === "sequence") {
    node.items.forEach((item) => checkNesting(item, isRepeated, reader));
  } else if (node.kind === "alternation") {
    node.options.forEach((option) => checkNesting(option, isRepeated, reader));
  } else if (node.kind === "repeat") {
    const isBounded = node.min > 1 || (node.max > 1 && node.max !== Infinity);
    if (isRepeated && isBounded) {
      reader.reject("a nested quantifier {…} inside a repeated group is not supported", node.at);
    }
    checkNesting(node.item, isRepeated || node.max > 1, reader);
  } else if (isRepeated && node.kind !== "chars") {
    reader.reject(
      "an anchor or boundary (^ $ \\b \\B) inside a repeated group is not supported",
      node.at,
    );
  }
}

function countAssertions(node: RegexNode): number {
  if (node.kind === "sequence") {
    return node.items.reduce((sum, item) => sum + countAssertions(item), 0);
  }
  if (node.kind === "alternation") {
    return node.options.reduce((sum, option) => sum + countAssertions(option), 0);
  }
  if (node.kind === "repeat") return countAssertions(node.item);
  return { chars: 0, start: 1, end: 1, wordBoundary: 2 }[node.kind];
}

type CountColors = (set: CharSet) => number;

/**
 * Counts the colors of a set, as Postgres calls them: runs of characters that no set of the
 * pattern distinguishes.
 */
function colors(tree: RegexNode, mode: RegexMode): CountColors {
  const cuts = new Set<number>();
  const collect = (node: RegexNode): void => {
    if (node.kind === "sequence") node.items.forEach(collect);
    else if (node.kind === "alternation") node.options.forEach(collect);
    else if (node.kind === "repeat") collect(node.item);
    else if (node.kind === "chars") {
      for (const [from, to] of subjectChars(node, mode)) cuts.add(from).add(to + 1);
    }
  };
  collect(tree);
  const sorted = [...cuts];
  return (set) =>
    set.reduce(
      (sum, [from, to]) => sum + sorted.filter((cut) => from <= cut && cut <= to).length,
      0,
    );
}

/** The size of an automaton. `first` counts the transitions into it, `last` its final positions. */
type Size = {
  nullable: boolean;
  first: number;
  last: number;
  positions: number;
  transitions: number;
};

const empty: Size = { nullable: true, first: 0, last: 0, positions: 0, transitions: 0 };

/** Sizes the position automaton (Glushkov's construction) of the pattern, bounds expanded. */
function measure(node: RegexNode, mode: RegexMode, count: CountColors): Size {
  const sizeOf = (part: RegexNode) => measure(part, mode, count);
  switch (node.kind) {
    case "chars":
      return {
        ...empty,
        nullable: false,
        first: count(subjectChars(node, mode)),
        last: 1,
        positions: 1,
      };
    case "sequence":
      return node.items.map(sizeOf).reduce(concatenate, empty);
    case "alternation":
      return node.options.map(sizeOf).reduce(alternate);
    case "repeat":
      return repeat(sizeOf(node.item), node.min, node.max);
    default:
      return empty;
  }
}

const concatenate = (a: Size, b: Size): Size => ({
  nullable: a.nullable && b.nullable,
  first: a.first + (a.nullable ? b.first : 0),
  last: b.last + (b.nullable ? a.last : 0),
  positions: a.positions + b.positions,
  transitions: a.transitions + b.transitions + a.last * b.first,
});

const alternate = (a: Size, b: Size): Size => ({
  nullable: a.nullable || b.nullable,
  first: a.first + b.first,
  last: a.last + b.last,
  positions: a.positions + b.positions,
  transitions: a.transitions + b.transitions,
});

/** Expands bounds as Postgres does: optional copies are nested, `(x(x)?)?`. */
function repeat(item: Size, min: number, max: number): Size {
  const optional = max === Infinity ? 0 : max - min;
  let size = max === Infinity
    ? { ...item, transitions: item.transitions + item.last * item.first }
    : empty;
  if (max === Infinity && min === 0) return { ...size, nullable: true };
  for (let copy = 0; copy < optional; copy++) size = { ...concatenate(item, size), nullable: true };
  const copies = max === Infinity ? min - 1 : min;
  for (let copy = 0; copy < copies; copy++) size = concatenate(item, size);
  return size;
}
