/** The regular expressions that ECMAScript and Postgres can be made to agree on, as a tree. */
import { chars, type CharSet, charSet, complement, union } from "../domain/char_set.ts";
import { InvalidParameter } from "../domain/errors.ts";

export type RegexNode =
  | { kind: "set"; set: CharSet; negated: boolean; /** The one character it was written as. */ literal?: string }
  | { kind: "start" | "end" | "boundary" | "inside" }
  | { kind: "sequence"; items: RegexNode[] }
  | { kind: "choice"; options: RegexNode[] }
  | { kind: "repeat"; item: RegexNode; min: number; max: number };

export const digit: CharSet = [[0x30, 0x39]];
export const word: CharSet = charSet([[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]);
/** ECMAScript's WhiteSpace and LineTerminator. */
export const space: CharSet = charSet([
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
export const lineEnds: CharSet = chars("\n\r\u2028\u2029");

const shorthands: Record<string, [CharSet, boolean]> = {
  d: [digit, false],
  D: [digit, true],
  w: [word, false],
  W: [word, true],
  s: [space, false],
  S: [space, true],
};
const controls: Record<string, string> = { n: "\n", r: "\r", t: "\t", v: "\v", f: "\f" };

/** Parses one pattern, left to right. Throws InvalidParameter naming the construct and its offset in characters. */
export class RegexParser {
  private readonly text: string[];
  private at = 0;

  constructor(pattern: string, private readonly parameter: string, private readonly pointer?: string) {
    this.text = [...pattern];
  }

  parse(): RegexNode {
    const node = this.choice();
    if (this.at < this.text.length) this.refuse(`unmatched ${this.text[this.at]}`);
    return node;
  }

  private refuse(what: string, at = this.at): never {
    throw new InvalidParameter(this.parameter, `${what} (at character ${at + 1} of the pattern)`, this.pointer);
  }
  private peek = (ahead = 0): string | undefined => this.text[this.at + ahead];
  private take(text: string): boolean {
    if (this.text.slice(this.at, this.at + text.length).join("") !== text) return false;
    this.at += text.length;
    return true;
  }

  private choice(): RegexNode {
    const options = [this.sequence()];
    while (this.take("|")) options.push(this.sequence());
    return options.length === 1 ? options[0]! : { kind: "choice", options };
  }

  private sequence(): RegexNode {
    const items: RegexNode[] = [];
    while (this.peek() !== undefined && this.peek() !== "|" && this.peek() !== ")") items.push(this.quantified());
    return { kind: "sequence", items };
  }

  private quantified(): RegexNode {
    const start = this.at;
    const item = this.atom();
    const bounds = this.quantifier();
    if (!bounds) return item;
    if (item.kind !== "set" && item.kind !== "sequence" && item.kind !== "choice") {
      this.refuse("nothing to repeat", start);
    }
    if (this.take("?")) { /* lazy or greedy: whether there is a match is the same */ }
    if (this.quantifier()) this.refuse("a quantifier on a quantifier");
    return { kind: "repeat", item, ...bounds };
  }

  private quantifier(): { min: number; max: number } | undefined {
    if (this.take("*")) return { min: 0, max: Infinity };
    if (this.take("+")) return { min: 1, max: Infinity };
    if (this.take("?")) return { min: 0, max: 1 };
    if (this.peek() !== "{") return undefined;
    const start = this.at;
    const found = /^\{(\d{1,9})(,(\d{1,9})?)?\}/.exec(this.text.slice(this.at, this.at + 24).join(""));
    if (!found) this.refuse("a brace that is no quantifier; write \\{ for the character");
    this.at += found[0].length;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === undefined ? Infinity : Number(found[3]);
    if (min > 255 || (max !== Infinity && max > 255)) this.refuse("a bound above 255", start);
    if (max < min) this.refuse("a bound whose end is before its start", start);
    return { min, max };
  }

  private atom(): RegexNode {
    const start = this.at;
    const char = this.text[this.at++]!;
    if (char === "^") return { kind: "start" };
    if (char === "$") return { kind: "end" };
    if (char === ".") return { kind: "set", set: lineEnds, negated: true };
    if (char === "(") return this.group(start);
    if (char === "[") return this.charClass(start);
    if (char === "\\") return this.escape(start);
    if ("*+?".includes(char)) this.refuse("nothing to repeat", start);
    if ("{}]".includes(char)) this.refuse(`a lone ${char}; write \\${char} for the character`, start);
    return literal(char);
  }

  private group(start: number): RegexNode {
    if (this.take("?") && !this.take(":")) {
      const next = this.peek();
      if (next === "=" || next === "!") this.refuse("look-ahead is not supported", start);
      if (next === "<" && (this.peek(1) === "=" || this.peek(1) === "!")) {
        this.refuse("look-behind is not supported", start);
      }
      if (next === "<") this.refuse("named groups are not supported", start);
      this.refuse("inline flags are not supported", start);
    }
    const inner = this.choice();
    if (!this.take(")")) this.refuse("a group that is not closed", start);
    return inner;
  }

  private escape(start: number): RegexNode {
    const char = this.peek();
    if (char === "b" || char === "B") {
      this.at++;
      return { kind: char === "b" ? "boundary" : "inside" };
    }
    const shorthand = char === undefined ? undefined : shorthands[char];
    if (shorthand) {
      this.at++;
      return { kind: "set", set: shorthand[0], negated: shorthand[1] };
    }
    return literal(this.escapedChar(start));
  }

  /** The character that an escape stands for, with the position after the backslash. */
  private escapedChar(start: number): string {
    const char = this.text[this.at++];
    if (char === undefined) this.refuse("a backslash at the end", start);
    if (controls[char]) return controls[char];
    if ("^$\\.*+?()[]{}|/-".includes(char)) return char;
    if (char === "x" || char === "u") return this.hexEscape(char, start);
    if (/[1-9]/.test(char)) this.refuse(`the back-reference \\${char} is not supported`, start);
    if (char === "k") this.refuse("named back-references are not supported", start);
    if (char === "p" || char === "P") this.refuse(`Unicode properties (\\${char}{…}) are not supported`, start);
    return this.refuse(`the escape \\${char} is not supported`, start);
  }

  private hexEscape(kind: "x" | "u", start: number): string {
    const rest = this.text.slice(this.at, this.at + 10).join("");
    const found = (kind === "x" ? /^([0-9a-f]{2})/i : /^(?:([0-9a-f]{4})|\{([0-9a-f]{1,6})\})/i).exec(rest);
    const code = found ? parseInt(found[1] ?? found[2]!, 16) : -1;
    if (!found || code < 1 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      this.refuse(`\\${kind} must name a character by its code`, start);
    }
    this.at += found![0].length;
    return String.fromCodePoint(code);
  }

  private charClass(start: number): RegexNode {
    const negated = this.take("^");
    if (this.peek() === "]") this.refuse("an empty class", start);
    const sets: CharSet[] = [];
    while (!this.take("]")) {
      if (this.peek() === undefined) this.refuse("a class that is not closed", start);
      if (this.peek() === "[" && ":.=".includes(this.peek(1) ?? " ")) this.refuse("POSIX classes are not supported");
      sets.push(this.classItem());
    }
    return { kind: "set", set: union(...sets), negated };
  }

  private classItem(): CharSet {
    const start = this.at;
    const from = this.classAtom();
    if (this.peek() !== "-" || this.peek(1) === "]") return from;
    this.at++;
    if (this.peek() === undefined) this.refuse("a class that is not closed", start);
    const to = this.classAtom();
    const [low, high] = [from[0]!, to[0]!];
    if (from.length !== 1 || to.length !== 1 || low[0] !== low[1] || high[0] !== high[1]) {
      this.refuse("a range must join two characters", start);
    }
    if (high[0] < low[0]) this.refuse("a range whose end is before its start", start);
    return [[low[0], high[0]]];
  }

  private classAtom(): CharSet {
    const start = this.at;
    const char = this.text[this.at++]!;
    if (char !== "\\") return chars(char);
    const shorthand = shorthands[this.peek() ?? ""];
    if (shorthand) {
      this.at++;
      return shorthand[1] ? complement(shorthand[0]) : shorthand[0];
    }
    if (this.peek() === "b") this.refuse("\\b in a class is not supported", start);
    return chars(this.escapedChar(start));
  }
}

const literal = (char: string): RegexNode => ({ kind: "set", set: chars(char), negated: false, literal: char });
