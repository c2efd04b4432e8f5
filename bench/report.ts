/** The results of a benchmark part, and their rendering as Markdown. */

/**
 * A figure with its goal. `met` is undefined if the figure is only reported. `why` explains a miss
 * and what was tried.
 */
export type Goal = { what: string; goal: string; measured: string; met?: boolean; why?: string };
export type Table = { title: string; note?: string; head: string[]; rows: (string | number)[][] };
/** A named line through points (x, y). */
export type Series = { name: string; points: [number, number][] };
export type Chart = { file: string; title: string; x: string; y: string; series: Series[] };
export type Bars = {
  file: string;
  title: string;
  unit: string;
  bars: { name: string; value: number }[];
};
export type Part = { goals: Goal[]; tables: Table[]; charts?: Chart[]; bars?: Bars[] };

const cell = (value: string | number) =>
  (typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 1 }) : value)
    .replaceAll("|", "\\|");

const line = (cells: (string | number)[]) => `| ${cells.map(cell).join(" | ")} |`;

/** A Markdown table. */
export function markdown({ title, note, head, rows }: Table): string {
  const lines = [line(head), line(head.map(() => "---")), ...rows.map(line)];
  return `### ${title}\n\n${note ? `${note}\n\n` : ""}${lines.join("\n")}\n`;
}

/** All goals in one table. */
export function goalTable(goals: Goal[]): string {
  const rows = goals.map(({ what, goal, measured, met }) =>
    line([what, goal, measured, met === undefined ? "" : met ? "yes" : "**no**"])
  );
  return [line(["what", "goal", "measured", "met"]), line(["---", "---", "---", "---"]), ...rows]
    .join("\n");
}

/** The missed goals with their reasons. */
export const misses = (goals: Goal[]): string =>
  goals.filter(({ met }) => met === false)
    .map(({ what, measured, goal, why }) =>
      `- **${what}**: ${measured}, not ${goal}. ${why ?? "Cause unknown."}`
    )
    .join("\n");

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2
    ? sorted[Math.floor(middle)]!
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** "1.23 (1.10 – 1.31)": median, least and most. */
export function spread(values: number[], digits = 2): string {
  const text = (value: number) =>
    value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${text(median(values))} (${text(Math.min(...values))} – ${text(Math.max(...values))})`;
}
