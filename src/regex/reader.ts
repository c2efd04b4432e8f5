import { PatternError } from "./pattern_error.ts";

/** A pattern and the place that reading it has reached, in code points. */
export class PatternReader {
  readonly text: string[];
  at = 0;

  /** Throws PatternError for characters that Postgres text cannot hold. */
  constructor(pattern: string) {
    this.text = [...pattern];
    const bad = this.text.findIndex((char) => char === "\0" || !char.isWellFormed());
    if (bad >= 0) {
      this.reject(
        this.text[bad] === "\0" ? "U+0000 is not supported" : "half a surrogate pair",
        bad,
      );
    }
  }

  /** Throws PatternError: `what` stands at `at` or, without a place, is true of the pattern as a whole. */
  reject(what: string, at?: number): never {
    throw new PatternError(what, at);
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
