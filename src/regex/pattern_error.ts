/** A pattern that is not supported. `message` names the construct and, if it has one, its place. */
export class PatternError extends Error {
  override name = "PatternError";
  /** @param at the place of the construct in the pattern, in code points from 0 */
  constructor(what: string, readonly at?: number) {
    super(at === undefined ? what : `${what}, at character ${at + 1} of the pattern`);
  }
}
