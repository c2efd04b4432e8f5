/** Guesses which of some names a misspelt one meant. */

/** Lower-case letters and digits only: `no_answer`, `noAnswer` and `no-answer` are one. */
export const letters = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The nearest of the names; undefined if none is within a third of the name's letters. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  if (name.length > 40) return undefined;
  const asked = letters(name);
  const limit = Math.max(1, Math.floor(asked.length / 3));
  const ranked = names.map((one) => ({ one, edits: edits(asked, letters(one)) }))
    .toSorted((a, b) => a.edits - b.edits);
  return asked !== "" && ranked[0] && ranked[0].edits <= limit ? ranked[0].one : undefined;
}

/** Levenshtein's distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** Ends a message: `; did you mean "completed"?`, or nothing without a guess. */
export const didYouMean = (meant: string | number | undefined): string =>
  meant === undefined ? "" : `; did you mean ${JSON.stringify(meant)}?`;

/** A value as it stands in a message: as JSON, cut after 60 characters. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? "nothing";
  return json.length > 60 ? `${json.slice(0, 59).toWellFormed()}…` : json;
}
