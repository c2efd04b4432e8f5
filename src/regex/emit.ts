import {
  chars,
  type CharSet,
  complement,
  folded,
  has,
  union,
  withCases,
  without,
} from "./char_set.ts";
import { innerLineFeed } from "../domain/search_text.ts";
import { type RegexNode, word } from "./ast.ts";

/**
 * What the pattern is tried on: `folded`: lines of case-folded text (see domain/search_text.ts);
 * `sensitive` and `insensitive`: one value as it is.
 */
export type RegexMode = "folded" | "sensitive" | "insensitive";

/** The tree as a Postgres ARE for the operator `~`, without any class or flag whose meaning hangs on the locale. */
export function emitRegex(tree: RegexNode, mode: RegexMode): string {
  // `w`: ^ and $ are the ends of a line, and a line is a value. `s`: they are the ends of the text.
  return `(?${mode === "folded" ? "w" : "s"}c)${emit(tree, mode)}`;
}

function emit(node: RegexNode, mode: RegexMode): string {
  switch (node.kind) {
    case "sequence":
      return node.items.map((item) =>
        item.kind === "alternation" ? `(?:${emit(item, mode)})` : emit(item, mode)
      ).join(
        "",
      ) ||
        "(?:)";
    case "alternation":
      return node.options.map((option) => emit(option, mode)).join("|");
    case "repeat":
      return `(?:${emit(node.item, mode)})${bounds(node.min, node.max)}`;
    case "start":
      return "^";
    case "end":
      return "$";
    case "wordBoundary":
      return wordBoundary(node.negated, mode);
    case "chars":
      return bracket(subjectChars(node, mode));
  }
}

function bounds(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
  return min === 0 && max === 1 ? "?" : `{${min},${max}}`;
}

/** Postgres' own \y follows the locale; ECMAScript's word is ASCII and what folds to it. */
function wordBoundary(negated: boolean, mode: RegexMode): string {
  const w = bracket(cased(word, mode));
  return negated
    ? `(?:(?<=${w})(?=${w})|(?<!${w})(?!${w}))`
    : `(?:(?<=${w})(?!${w})|(?<!${w})(?=${w}))`;
}

/** The characters of the tried text that the node matches. */
export function subjectChars(node: RegexNode & { kind: "chars" }, mode: RegexMode): CharSet {
  const members = node.members.map(({ set, negated }) =>
    negated ? complement(cased(set, mode)) : cased(set, mode)
  );
  const meant = node.negated ? complement(union(...members)) : union(...members);
  if (mode !== "folded") return meant;
  // In a search text the line feed parts values, and the one inside a value is another character, which means nothing else.
  const inner = has(meant, 0x0a) ? chars(innerLineFeed) : [];
  return union(without(meant, chars("\n" + innerLineFeed)), inner);
}

function cased(set: CharSet, mode: RegexMode): CharSet {
  if (mode === "sensitive") return set;
  return mode === "insensitive" ? withCases(set) : folded(set);
}

/** A bracket expression, or the character itself. An empty set matches nothing. */
function bracket(set: CharSet): string {
  if (set.length === 0) return "(?!)";
  const [first] = set;
  if (set.length === 1 && first![0] === first![1]) return escapeChar(first![0]);
  const ranges = set.map(([from, to]) =>
    from === to ? escapeChar(from) : `${escapeChar(from)}-${escapeChar(to)}`
  );
  return `[${ranges.join("")}]`;
}

const escapeChar = (code: number) =>
  /[A-Za-z0-9]/.test(String.fromCodePoint(code))
    ? String.fromCodePoint(code)
    : `\\U${code.toString(16).padStart(8, "0")}`;
