/** An unsupported pattern. `message` names the construct and, if known, its position. */
export class PatternError extends Error {
  override name = "PatternError";
  /** @param at offset of the construct in the pattern, in code points from 0 */
  constructor(what: string, readonly at?: number) {
    super(at === undefined ? what : `${what}, at character ${at + 1} of the pattern`);
  }
}
