import { chars, type CharSet, complement, folded, has, union, withCases, without } from "../domain/char_set.ts";
import { InvalidParameter } from "../domain/errors.ts";
import { foldCase, innerLineFeed } from "../domain/search_text.ts";
import { type RegexNode, RegexParser, word } from "./regex_parse.ts";

/**
 * What the pattern is tried on: `folded`: lines of case-folded text (see domain/search_text.ts);
 * `sensitive` and `insensitive`: one value as it is.
 */
export type RegexMode = "folded" | "sensitive" | "insensitive";

export type CompiledPattern = {
  /** A Postgres ARE for the operator `~`. */
  regex: string;
  /** Text that every match holds (case-folded in mode `folded`), with three ASCII letters or digits in a row, so that a trigram index can find it. */
  literal?: string;
  /** The pattern asks for the literal and nothing else. */
  whole: boolean;
};

const maxLength = 200;
/** States of the expanded pattern: more would let Postgres' automaton grow without measure. */
const maxStates = 600;

/**
 * Translates a pattern so that Postgres finds what ECMAScript's `RegExp(pattern, "u")` (`"iu"` for `folded` and `insensitive`)
 * finds. Throws InvalidParameter for whatever the two cannot be made to agree on, or could run away.
 */
export function compilePattern(pattern: string, mode: RegexMode, parameter: string, pointer?: string): CompiledPattern {
  if ([...pattern].length > maxLength) {
    throw new InvalidParameter(parameter, `a pattern has at most ${maxLength} characters`, pointer);
  }
  const tree = new RegexParser(pattern, parameter, pointer).parse();
  const refuse = (what: string) => {
    throw new InvalidParameter(parameter, what, pointer);
  };
  if (nestsBounds(tree, false)) refuse("a bound inside a repeated group is not supported: the pattern would run away");
  if (states(tree) > maxStates) refuse("the pattern is too large once its bounds are written out");
  const runs = mandatoryRuns(tree).map((run) => (mode === "sensitive" ? run : foldCase(run)));
  const literal = runs.filter(hasTrigram).toSorted((a, b) => b.length - a.length)[0];
  // `w`: ^ and $ are the ends of a line, and a line is a value.
  const regex = `(?${mode === "folded" ? "w" : "s"}c)${emit(tree, mode)}`;
  return { regex, ...(literal === undefined ? {} : { literal }), whole: isLiteral(tree) };
}

const hasTrigram = (text: string) => /[a-z0-9]{3}/i.test(text) && !text.includes("\n");

const isLiteral = (node: RegexNode): boolean =>
  node.kind === "sequence" && node.items.every((item) => item.kind === "set" && item.literal !== undefined);

/** A counted repetition within any repetition multiplies states: `((a{1,20}){1,20}){1,20}` has 8,000. */
function nestsBounds(node: RegexNode, repeated: boolean): boolean {
  if (node.kind === "sequence") return node.items.some((item) => nestsBounds(item, repeated));
  if (node.kind === "choice") return node.options.some((option) => nestsBounds(option, repeated));
  if (node.kind !== "repeat") return false;
  const counted = node.min > 1 || (node.max !== Infinity && node.max > 1);
  return (repeated && counted) || nestsBounds(node.item, repeated || node.max > 1);
}

function states(node: RegexNode): number {
  if (node.kind === "sequence") return node.items.reduce((sum, item) => sum + states(item), 1);
  if (node.kind === "choice") return node.options.reduce((sum, option) => sum + states(option), 1);
  if (node.kind !== "repeat") return 1;
  return states(node.item) * Math.max(1, node.max === Infinity ? node.min : node.max);
}

/** The texts that stand in every match, each in one piece. */
function mandatoryRuns(tree: RegexNode): string[] {
  const runs = [""];
  const walk = (node: RegexNode): void => {
    if (node.kind === "sequence") node.items.forEach(walk);
    else if (node.kind === "set" && node.literal !== undefined) runs.push(runs.pop()! + node.literal);
    else if (node.kind === "repeat" && node.min > 0) {
      runs.push("");
      walk(node.item);
      runs.push("");
    } else if (node.kind === "set" || node.kind === "repeat" || node.kind === "choice") runs.push("");
  };
  walk(tree);
  return runs;
}

function emit(node: RegexNode, mode: RegexMode): string {
  switch (node.kind) {
    case "sequence":
      return node.items.map((item) => item.kind === "choice" ? `(?:${emit(item, mode)})` : emit(item, mode)).join("") ||
        "(?:)";
    case "choice":
      return node.options.map((option) => emit(option, mode)).join("|");
    case "repeat":
      return `(?:${emit(node.item, mode)})${bounds(node.min, node.max)}`;
    case "start":
      return "^";
    case "end":
      return "$";
    case "boundary":
    case "inside":
      return boundary(node.kind === "inside", mode);
    case "set":
      return bracket(inMode(node.set, node.negated, mode));
  }
}

function bounds(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
  return min === 0 && max === 1 ? "?" : `{${min},${max}}`;
}

/** Postgres' own \y follows the locale; ECMAScript's word is ASCII (and what folds to it). */
function boundary(inside: boolean, mode: RegexMode): string {
  const w = bracket(inMode(word, false, mode));
  return inside ? `(?:(?<=${w})(?=${w})|(?<!${w})(?!${w}))` : `(?:(?<=${w})(?!${w})|(?<!${w})(?=${w}))`;
}

const lineFeed = chars("\n");

/** The characters of the tried text that a class of the pattern means. */
function inMode(set: CharSet, negated: boolean, mode: RegexMode): CharSet {
  const cased = mode === "folded" ? folded(set) : mode === "insensitive" ? withCases(set) : set;
  const meant = negated ? complement(cased) : cased;
  if (mode !== "folded") return meant;
  const inner = has(meant, 0x0a) ? chars(innerLineFeed) : [];
  return union(without(meant, union(lineFeed, chars(innerLineFeed))), inner);
}

/** A bracket expression, or the character itself. An empty set matches nothing. */
function bracket(set: CharSet): string {
  if (set.length === 0) return "(?!)";
  if (set.length === 1 && set[0]![0] === set[0]![1]) return escapeChar(set[0]![0]);
  const body = set.map(([from, to]) => (from === to ? escapeChar(from) : `${escapeChar(from)}-${escapeChar(to)}`)).join(
    "",
  );
  return `[${body}]`;
}

const escapeChar = (code: number) =>
  /[A-Za-z0-9]/.test(String.fromCodePoint(code))
    ? String.fromCharCode(code)
    : `\\U${code.toString(16).padStart(8, "0")}`;
