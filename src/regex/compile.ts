import { plainForm, searchForm } from "../domain/search_text.ts";
import { emitRegex, isSearch, type RegexMode } from "./emit.ts";
import { composed, withoutAccents } from "./normalize.ts";
import { checkLimits } from "./limits.ts";
import { parseRegex } from "./parse.ts";
import { PatternReader } from "./reader.ts";
import type { RegexNode } from "./ast.ts";

export type { RegexMode };

export type CompiledPattern = {
  /** A Postgres ARE for the operator `~`. */
  regex: string;
  /**
   * The longest text that every match contains, if there is one, in the form of the subject (see
   * domain/search_text.ts). Prefers a text that a trigram index can find.
   */
  literal?: string;
  /** Whether `literal` without accents has three consecutive ASCII letters or digits: a trigram. */
  indexable: boolean;
  /** Whether the pattern is equivalent to a search for `literal`. */
  whole: boolean;
};

/** In code points. */
const maxLength = 200;

/**
 * Translates a pattern so that Postgres matches exactly what ECMAScript's `RegExp(pattern, "u")`
 * matches (`"iu"` in the modes `folded` and `insensitive`, and without accents in `plain`). A
 * pattern for a search text is composed (NFC), as the text is. Throws PatternError, with the
 * construct and its offset, for syntax the two engines do not share and for patterns over the
 * limits (docs/decisions/0007-regex-subset.md).
 */
export function compilePattern(pattern: string, mode: RegexMode): CompiledPattern {
  const reader = new PatternReader(isSearch(mode) ? pattern.normalize("NFC") : pattern);
  if (reader.text.length > maxLength) {
    reader.reject(`a pattern has at most ${maxLength} characters`);
  }
  const tree = treeOf(reader, mode);
  checkLimits(tree, mode, reader);
  const form = (run: string) => mode === "plain" ? plainForm(searchForm(run)) : searchForm(run);
  const runs = mandatoryRuns(tree).map(form);
  const byLength = runs.filter((run) => run !== "").toSorted((a, b) => b.length - a.length);
  const trigram = byLength.find((run) => /[a-z0-9]{3}/.test(plainForm(run)));
  const literal = trigram ?? byLength[0];
  const regex = emitRegex(tree, mode);
  if (literal === undefined) return { regex, indexable: false, whole: false };
  return { regex, literal, indexable: trigram !== undefined, whole: isLiteral(tree) };
}

function treeOf(reader: PatternReader, mode: RegexMode): RegexNode {
  const tree = parseRegex(reader);
  if (!isSearch(mode)) return tree;
  return mode === "plain" ? withoutAccents(composed(tree)) : composed(tree);
}

const isLiteral = (tree: RegexNode): boolean =>
  tree.kind === "sequence" &&
  tree.items.every((item) => item.kind === "chars" && item.literal !== undefined);

/** The contiguous texts that every match contains. */
function mandatoryRuns(tree: RegexNode): string[] {
  const runs = [""];
  const walk = (node: RegexNode): void => {
    if (node.kind === "sequence") node.items.forEach(walk);
    else if (node.kind === "chars" && node.literal !== undefined) {
      runs.push(runs.pop()! + node.literal);
    } else if (node.kind === "repeat" && node.min > 0) {
      runs.push("");
      walk(node.item);
      runs.push("");
    } else if (["chars", "repeat", "alternation"].includes(node.kind)) runs.push("");
  };
  walk(tree);
  return runs;
}
