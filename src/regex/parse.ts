import { readClass, readEscape } from "./class.ts";
import type { PatternReader } from "./reader.ts";
import { lineEnds, literal, type RegexNode } from "./ast.ts";

/** Postgres' limit. */
const maxBound = 255;

/**
 * Parses the syntax that ECMAScript (with the `u` flag) and Postgres share. Throws PatternError,
 * with the construct and its offset, for anything else.
 */
export function parseRegex(reader: PatternReader): RegexNode {
  const tree = alternation(reader);
  if (reader.peek() !== undefined) reader.reject("an unmatched )", reader.at);
  return tree;
}

function alternation(reader: PatternReader): RegexNode {
  const options = [sequence(reader)];
  while (reader.take("|")) options.push(sequence(reader));
  return options.length === 1 ? options[0]! : { kind: "alternation", options };
}

function sequence(reader: PatternReader): RegexNode {
  const items: RegexNode[] = [];
  while (![undefined, "|", ")"].includes(reader.peek())) items.push(quantified(reader));
  return { kind: "sequence", items };
}

function quantified(reader: PatternReader): RegexNode {
  const at = reader.at;
  const item = atom(reader);
  if ("at" in item && isNumber(reader)) return item;
  const bounds = quantifier(reader);
  if (!bounds) return item;
  if ("at" in item) reader.reject("a quantifier with nothing to repeat", at);
  // Laziness does not change whether there is a match.
  reader.take("?");
  const second = reader.at;
  if (quantifier(reader)) reader.reject("a quantifier after a quantifier", second);
  return { kind: "repeat", item, ...bounds, at };
}

function quantifier(reader: PatternReader): { min: number; max: number } | undefined {
  if (reader.take("*")) return { min: 0, max: Infinity };
  if (reader.take("+")) return { min: 1, max: Infinity };
  if (reader.take("?")) return { min: 0, max: 1 };
  if (reader.peek() !== "{") return undefined;
  const at = reader.at;
  const found = reader.match(/^\{(\d{1,9})(,(\d{1,9})?)?\}/);
  if (!found) {
    return reader.reject("a { that starts no quantifier; write \\{ for the character", at);
  }
  const min = Number(found[1]);
  const max = found[2] === undefined ? min : found[3] === undefined ? Infinity : Number(found[3]);
  if (min > maxBound || (max !== Infinity && max > maxBound)) {
    reader.reject(`a quantifier bound above ${maxBound}`, at);
  }
  if (max < min) reader.reject("a quantifier out of order", at);
  return { min, max };
}

/** Whether a `+` before a digit is next: a phone number, where nothing can be repeated. */
const isNumber = ({ text, at }: PatternReader): boolean =>
  text[at] === "+" && /^[0-9]$/.test(text[at + 1] ?? "");

function atom(reader: PatternReader): RegexNode {
  const literalPlus = isNumber(reader);
  const at = reader.at++;
  const char = reader.text[at]!;
  if (literalPlus) return literal(char);
  if (char === "^") return { kind: "start", at };
  if (char === "$") return { kind: "end", at };
  if (char === ".") {
    return { kind: "chars", members: [{ set: lineEnds, negated: false }], negated: true };
  }
  if (char === "(") return group(reader);
  if (char === "[") return readClass(reader);
  if (char === "\\") return readEscape(reader);
  if ("*+?".includes(char)) reader.reject("a quantifier with nothing to repeat", at);
  if ("{}]".includes(char)) reader.reject(`a lone ${char}; write \\${char} for the character`, at);
  return literal(char);
}

function group(reader: PatternReader): RegexNode {
  const at = reader.at - 1;
  if (reader.take("?") && !reader.take(":")) {
    reader.reject(`${groupKind(reader)} not supported`, at);
  }
  const inner = alternation(reader);
  if (!reader.take(")")) reader.reject("an unclosed (", at);
  return inner;
}

function groupKind(reader: PatternReader): string {
  if (reader.match(/^[=!]/)) return "look-ahead (?= or (?! is";
  if (reader.match(/^<[=!]/)) return "look-behind (?<= or (?<! is";
  if (reader.match(/^P?</)) return "a named group is";
  if (reader.match(/^[a-z-]+[:)]/i)) return "inline flags are";
  return "this group type (? is";
}
