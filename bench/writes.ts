/** The cost of writing. `deno run -A bench/writes.ts [--quick]`. */
import type { Bench } from "./dataset.ts";
import { concurrent } from "./write_conflicts.ts";
import { rates } from "./write_rates.ts";
import { goalTable, markdown, type Part } from "./report.ts";
import { openScratch } from "./scratch.ts";
import { progress, readSettings } from "./settings.ts";
import { walPerEvent } from "./write_wal.ts";

export async function writes(settings: Bench["settings"]): Promise<Part> {
  const found: Part = { goals: [], tables: [] };
  for (const part of [walPerEvent, concurrent, rates]) {
    progress(`writes: ${part.name}`);
    const scratch = await openScratch(settings);
    try {
      const { goals, tables } = await part(scratch, settings);
      found.goals.push(...goals);
      found.tables.push(...tables);
    } finally {
      await scratch.drop();
    }
  }
  return found;
}

if (import.meta.main) {
  const { goals, tables } = await writes(readSettings());
  console.log([goalTable(goals), ...tables.map(markdown)].join("\n\n"));
}
