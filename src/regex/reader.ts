import { PatternError } from "./pattern_error.ts";

/** A cursor over a pattern. `at` is the offset of the next character, in code points. */
export class PatternReader {
  readonly text: string[];
  at = 0;

  /** Throws PatternError for characters that Postgres text cannot store. */
  constructor(pattern: string) {
    this.text = [...pattern];
    const bad = this.text.findIndex((char) => char === "\0" || !char.isWellFormed());
    if (bad >= 0) {
      this.reject(
        this.text[bad] === "\0" ? "U+0000 is not supported" : "a lone surrogate",
        bad,
      );
    }
  }

  /** Throws PatternError. Without `at`, `what` describes the whole pattern. */
  reject(what: string, at?: number): never {
    throw new PatternError(what, at);
  }

  peek(ahead = 0): string | undefined {
    return this.text[this.at + ahead];
  }

  /** Consumes the next character if it is `char`, and returns whether it was. */
  take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at++;
    return true;
  }

  /**
   * Consumes and returns the match of an expression that is anchored at its start. It sees the
   * next 24 characters.
   */
  match(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.text.slice(this.at, this.at + 24).join(""));
    if (!found) return undefined;
    this.at += [...found[0]].length;
    return found;
  }
}
