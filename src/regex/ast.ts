import { chars, type CharSet, charSet } from "./char_set.ts";

/** A character set or, if negated, its complement. As written: case folding comes later. */
export type Chars = { set: CharSet; negated: boolean };

/**
 * A regular expression as a syntax tree. `at` is the offset of the node in the pattern, in code
 * points from 0.
 */
export type RegexNode =
  | {
    kind: "chars";
    members: Chars[];
    negated: boolean;
    /** Set if the pattern has a single character here rather than a class. */
    literal?: string;
  }
  | { kind: "start" | "end"; at: number }
  | { kind: "wordBoundary"; negated: boolean; at: number }
  | { kind: "sequence"; items: RegexNode[] }
  | { kind: "alternation"; options: RegexNode[] }
  | { kind: "repeat"; item: RegexNode; min: number; max: number; at: number };

/** A node that matches one literal character. */
export const literal = (char: string): RegexNode => ({
  kind: "chars",
  members: [{ set: chars(char), negated: false }],
  negated: false,
  literal: char,
});

const digit: CharSet = [[0x30, 0x39]];
/** ECMAScript's word characters: ASCII only. */
export const word: CharSet = charSet([[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]);
/** ECMAScript's LineTerminator, which `.` does not match. */
export const lineEnds: CharSet = chars("\n\r\u2028\u2029");
/** ECMAScript's WhiteSpace and LineTerminator. */
const space: CharSet = charSet([
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]);

/** ECMAScript's character class escapes, by the letter after the backslash. */
export const classEscapes: ReadonlyMap<string, Chars> = new Map([
  ["d", { set: digit, negated: false }],
  ["D", { set: digit, negated: true }],
  ["w", { set: word, negated: false }],
  ["W", { set: word, negated: true }],
  ["s", { set: space, negated: false }],
  ["S", { set: space, negated: true }],
]);
