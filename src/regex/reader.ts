import { InvalidParameter } from "../domain/errors.ts";

/** A pattern and the place that reading it has reached, in code points. */
export class PatternReader {
  readonly text: string[];
  at = 0;

  /** Throws InvalidParameter for characters that Postgres cannot be given. */
  constructor(pattern: string, private readonly parameter: string, private readonly pointer?: string) {
    this.text = [...pattern];
    const bad = this.text.findIndex((char) => char === "\0" || !char.isWellFormed());
    if (bad >= 0) this.refuse(this.text[bad] === "\0" ? "U+0000 is not supported" : "half a surrogate pair", bad);
  }

  /** Throws InvalidParameter that says what stands where; without a place, of the pattern as a whole. */
  refuse(what: string, at?: number): never {
    const place = at === undefined ? "" : `, at character ${at + 1} of the pattern`;
    throw new InvalidParameter(this.parameter, what + place, this.pointer);
  }

  peek(ahead = 0): string | undefined {
    return this.text[this.at + ahead];
  }

  /** The next character, if it is this one. */
  take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at++;
    return true;
  }

  /** What the expression (anchored at its start) finds among the next 24 characters. */
  match(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.text.slice(this.at, this.at + 24).join(""));
    if (!found) return undefined;
    this.at += [...found[0]].length;
    return found;
  }
}
