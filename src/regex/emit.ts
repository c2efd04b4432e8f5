import {
  chars,
  type CharSet,
  complement,
  folded,
  has,
  plain,
  union,
  withCases,
  without,
} from "./char_set.ts";
import { formSeparator, innerLineFeed } from "../domain/search_text.ts";
import { type RegexNode, word } from "./ast.ts";

/**
 * The subject of the match. `folded`: the exact form of a search text, one case-folded value per
 * line (see domain/search_text.ts); `plain`: its form without accents. `sensitive` and
 * `insensitive`: one unchanged value.
 */
export type RegexMode = "folded" | "plain" | "sensitive" | "insensitive";

/** Whether the subject is a search text. */
export const isSearch = (mode: RegexMode): boolean => mode === "folded" || mode === "plain";

/**
 * Renders the tree as a Postgres ARE for the operator `~`. Uses no character class or flag that
 * depends on the locale of the database.
 */
export function emitRegex(tree: RegexNode, mode: RegexMode): string {
  // `w`: ^ and $ match at the ends of a line, which is a value. `s`: at the ends of the text.
  return `(?${isSearch(mode) ? "w" : "s"}c)${emit(tree, mode)}`;
}

function emit(node: RegexNode, mode: RegexMode): string {
  switch (node.kind) {
    case "sequence":
      return node.items.map((item) =>
        item.kind === "alternation" ? `(?:${emit(item, mode)})` : emit(item, mode)
      ).join("") || "(?:)";
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

/** Postgres' \y depends on the locale; ECMAScript's \b uses ASCII and what folds to it. */
function wordBoundary(negated: boolean, mode: RegexMode): string {
  const w = bracket(applyCase(word, mode));
  return negated
    ? `(?:(?<=${w})(?=${w})|(?<!${w})(?!${w}))`
    : `(?:(?<=${w})(?!${w})|(?<!${w})(?=${w}))`;
}

/** The characters of the subject that the node matches. */
export function subjectChars(node: RegexNode & { kind: "chars" }, mode: RegexMode): CharSet {
  const members = node.members.map(({ set, negated }) =>
    negated ? complement(applyCase(set, mode)) : applyCase(set, mode)
  );
  const matched = node.negated ? complement(union(...members)) : union(...members);
  if (!isSearch(mode)) return matched;
  // In a search text a line feed separates values; a line feed inside a value is `innerLineFeed`,
  // and U+FFFD stands for what the text uses itself.
  const reserved = innerLineFeed + formSeparator;
  const stands = [...reserved].some((char) => has(matched, char.codePointAt(0)!)) ? "\uFFFD" : "";
  const inner = has(matched, 0x0a) ? innerLineFeed : "";
  return union(without(matched, chars("\n" + reserved)), chars(stands + inner));
}

function applyCase(set: CharSet, mode: RegexMode): CharSet {
  if (mode === "sensitive") return set;
  if (mode === "plain") return plain(set);
  return mode === "insensitive" ? withCases(set) : folded(set);
}

/** Renders a bracket expression, or a single character. An empty set matches nothing. */
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
