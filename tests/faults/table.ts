/** The figures of all faults as a table of Markdown. */
import type { Figures } from "./measure.ts";

const columns: [string, (row: Figures) => string | number][] = [
  ["the database is", ({ fault }) => fault],
  ["statuses meanwhile", ({ statuses }) => counted(statuses)],
  ["slowest answer", ({ slowest }) => seconds(slowest)],
  ["slowest `/health/ready`", ({ slowestReady }) => seconds(slowestReady)],
  [
    "all answer again after",
    ({ firstAnswer }) => firstAnswer === null ? "never" : seconds(firstAnswer),
  ],
  ["last refusal after", ({ lastRefusal }) => seconds(lastRefusal)],
  ["lost", ({ lost }) => lost],
  ["wrong", ({ wrong }) => wrong],
  ["connections", ({ connections }) => connections],
  ["goals missed", ({ misses }) => misses.length],
];

const counted = (statuses: Figures["statuses"]) =>
  Object.entries(statuses).map(([status, count]) => `${shown(status)} × ${count}`).join(", ");
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
/** 0 stands for a request that had no answer within 30 seconds. */
const shown = (status: string) => status === "0" ? "none" : status;

export function table(rows: Figures[]): string {
  const line = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(([title]) => title)),
    line(columns.map(() => "---")),
    ...rows.map((row) => line(columns.map(([, cell]) => cell(row)))),
  ].join("\n");
}

const [begin, end] = [
  "<!-- faults: written by `deno task test:faults --write` -->",
  "<!-- end of faults -->",
];

/** The text with the table in the place that is marked for it. */
export function withTable(text: string, rows: Figures[]): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`there is no ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${table(rows)}\n\n${text.slice(to)}`;
}
