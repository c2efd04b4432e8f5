/** EXPLAIN (ANALYZE, BUFFERS) of a captured statement, with the plans that the server may use. */
import type postgres from "postgres";
import type { Statement } from "./statements.ts";

export type Cost = {
  /** Shared buffers hit or read, over the whole statement. */
  buffers: number;
  /** Buffers of temporary files, read or written. */
  temp: number;
  /** Milliseconds of execution, instrumented. */
  ms: number;
  /** The scans of tables and indexes, e.g. "Index Scan calls_batch_id_position_pk". */
  scans: string[];
};

// deno-lint-ignore no-explicit-any
type Node = Record<string, any>;

const literal = (value: unknown) =>
  value === null ? "null" : `'${String(value).replaceAll("'", "''")}'`;

/**
 * Returns the cost of a statement: of its custom plan, or of its generic plan if the API keeps it
 * prepared and that plan costs more. Runs it twice, because the first run may read the catalog.
 * `settings` are set first, for example to disable an index.
 */
export async function explain(
  client: postgres.Sql,
  statement: Statement,
  settings: string[] = [],
): Promise<Cost> {
  const modes = statement.prepare
    ? ["force_custom_plan", "force_generic_plan"]
    : ["force_custom_plan"];
  const connection = await client.reserve();
  try {
    const costs: Cost[] = [];
    for (const mode of modes) {
      await connection.unsafe("begin");
      for (const setting of [`plan_cache_mode = ${mode}`, ...settings]) {
        await connection.unsafe(`set local ${setting}`);
      }
      await connection.unsafe(`prepare explained as ${statement.text}`);
      const args = statement.params.length > 0
        ? `(${statement.params.map(literal).join(", ")})`
        : "";
      const text = `explain (analyze, buffers, format json) execute explained${args}`;
      await connection.unsafe(text);
      const [row] = await connection.unsafe(text);
      await connection.unsafe("deallocate explained");
      await connection.unsafe("rollback");
      const plan = row!["QUERY PLAN"];
      costs.push(costOf((typeof plan === "string" ? JSON.parse(plan) : plan)[0]));
    }
    return costs.reduce((most, cost) => cost.buffers > most.buffers ? cost : most);
  } finally {
    connection.release();
  }
}

function costOf({ Plan: plan, "Execution Time": ms }: Node): Cost {
  const scans = new Set<string>();
  walk(plan, (node) => {
    const target = node["Index Name"] ?? node["Relation Name"];
    if (target && node["Actual Loops"] > 0) scans.add(`${node["Node Type"]} ${target}`);
  });
  return {
    buffers: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
    temp: plan["Temp Read Blocks"] + plan["Temp Written Blocks"],
    ms,
    scans: [...scans],
  };
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of node["Plans"] ?? []) walk(child, visit);
}
