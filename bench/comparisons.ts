/** What a comparison of a variable costs beside a jsonpath in lax mode with a check of the type. */
import type { Bench } from "./dataset.ts";
import { explain } from "./explain.ts";
import type { Part, Table } from "./report.ts";
import { batchId, mainGroup } from "./settings.ts";
import { batchPath, capture } from "./statements.ts";

const rounds = 5;
const cases: [string, number | string][] = [["age", 50], ["city", "Faro"]];

/** The statement with the condition that an index-free comparison had before. */
const lax = (text: string): string =>
  text.replace(
    /'strict (\$\."\w+") \? \((@ > ("?)[^ )]+) \|\|.*?'::jsonpath,\s*'\{\}', true/,
    (_, path, holds, quote) =>
      `'${path} ? (@.type() == "${quote ? "string" : "number"}" && ${holds})'::jsonpath`,
  );

/** Counts the calls whose variable is greater, alternating; the least time of each counts. */
export async function comparisons(bench: Bench): Promise<Part> {
  const rows: Table["rows"] = [];
  for (const [name, bound] of cases) {
    const path = batchPath(batchId(mainGroup(bench.settings)), {
      filter: { [name]: { $gt: bound } },
    });
    const { statements: [statement], body } = await capture(bench, path);
    const before = { ...statement!, text: lax(statement!.text) };
    if (before.text === statement!.text) throw new Error("the comparison has another form");
    const ms: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      ms[0].push((await explain(bench.db.client, statement!)).ms);
      ms[1].push((await explain(bench.db.client, before)).ms);
    }
    const [now, then] = ms.map((all) => Math.min(...all)) as [number, number];
    rows.push([`${name} > ${bound}`, body.total, now, then, then / now]);
  }
  return {
    goals: [],
    tables: [{
      title: "Comparisons of a variable",
      note: "Beside the same statement with the jsonpath in lax mode that checks the type; the " +
        `least of ${rounds} alternating runs, reading of the rows included.`,
      head: ["filter", "matches", "ms", "lax and typed, ms", "ratio"],
      rows,
    }],
  };
}
