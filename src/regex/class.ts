import { chars, charSet } from "./char_set.ts";
import type { PatternReader } from "./reader.ts";
import { type Chars, classEscapes, literal, type RegexNode } from "./ast.ts";

const controls: Record<string, string> = { n: "\n", r: "\r", t: "\t", v: "\v", f: "\f" };

/** Reads an escape outside a character class; the backslash is already consumed. */
export function readEscape(reader: PatternReader): RegexNode {
  const at = reader.at - 1;
  if (reader.take("b")) return { kind: "wordBoundary", negated: false, at };
  if (reader.take("B")) return { kind: "wordBoundary", negated: true, at };
  const classEscape = readClassEscape(reader);
  return classEscape
    ? { kind: "chars", members: [classEscape], negated: false }
    : literal(escapedChar(reader));
}

function readClassEscape(reader: PatternReader): Chars | undefined {
  const classEscape = classEscapes.get(reader.peek() ?? "");
  if (classEscape) reader.at++;
  return classEscape;
}

/** Reads an escape of one character; the backslash is already consumed. */
function escapedChar(reader: PatternReader): string {
  const at = reader.at - 1;
  const char = reader.text[reader.at++];
  if (char === undefined) return reader.reject("a trailing backslash", at);
  if (controls[char]) return controls[char];
  if ("^$\\.*+?()[]{}|/-".includes(char)) return char;
  if (char === "x" || char === "u") return hexEscape(reader, char, at);
  if (/[1-9]/.test(char)) reader.reject(`the back-reference \\${char} is not supported`, at);
  if (char === "k") reader.reject("the named back-reference \\k is not supported", at);
  if (char === "p" || char === "P") {
    reader.reject(`the Unicode property \\${char}{…} is not supported`, at);
  }
  return reader.reject(`the escape \\${char} is not supported`, at);
}

function hexEscape(reader: PatternReader, kind: "x" | "u", at: number): string {
  const found = reader.match(
    kind === "x"
      ? /^([0-9a-f]{2})/i
      : /^(?:(d[89ab][0-9a-f]{2}\\u[0-9a-f]{4})|([0-9a-f]{4})|\{([0-9a-f]{1,16})\})/i,
  );
  if (!found) return reader.reject(`\\${kind} must be followed by hexadecimal digits`, at);
  const pair = kind === "u" && found[1]?.split("\\u").map((half) => parseInt(half, 16));
  const char = pair
    ? String.fromCharCode(...pair)
    : codePoint(found.slice(1).find((digits) => digits !== undefined)!);
  if (char === undefined || char === "\0" || !char.isWellFormed()) {
    reader.reject(`\\${kind} does not name a supported character`, at);
  }
  return char;
}

const codePoint = (digits: string) =>
  parseInt(digits, 16) <= 0x10ffff ? String.fromCodePoint(parseInt(digits, 16)) : undefined;

/** Reads a character class; the opening bracket is already consumed. */
export function readClass(reader: PatternReader): RegexNode {
  const at = reader.at - 1;
  const negated = reader.take("^");
  if (reader.peek() === "]") {
    reader.reject(`the empty character class [${negated ? "^" : ""}] is not supported`, at);
  }
  const members: Chars[] = [];
  while (!reader.take("]")) {
    if (reader.peek() === undefined) reader.reject("an unclosed character class", at);
    if (reader.peek() === "[" && [":", ".", "="].includes(reader.peek(1) ?? "")) {
      reader.reject(`the POSIX class [${reader.peek(1)} is not supported`, reader.at);
    }
    members.push(readMember(reader));
  }
  return { kind: "chars", members, negated };
}

function readMember(reader: PatternReader): Chars {
  const at = reader.at;
  const from = readClassAtom(reader);
  const isRange = reader.peek() === "-" && reader.peek(1) !== "]" && reader.peek(1) !== undefined;
  if (!isRange) return typeof from === "string" ? { set: chars(from), negated: false } : from;
  reader.at++;
  const to = readClassAtom(reader);
  if (typeof from !== "string" || typeof to !== "string") {
    return reader.reject("a range must have one character at each end", at);
  }
  const [low, high] = [from.codePointAt(0)!, to.codePointAt(0)!];
  if (high < low) reader.reject("a range out of order", at);
  return { set: charSet([[low, high]]), negated: false };
}

/** Reads one character, or a class escape such as `\d` (ECMAScript's ClassAtom). */
function readClassAtom(reader: PatternReader): string | Chars {
  const char = reader.text[reader.at++]!;
  if (char !== "\\") return char;
  if (reader.peek() === "b") reader.reject("\\b in a class is not supported", reader.at - 1);
  return readClassEscape(reader) ?? escapedChar(reader);
}
