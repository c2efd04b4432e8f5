/** The same page with calls and transcripts in 8 hash partitions by batch_id, as with shards. */
import type { Bench } from "./dataset.ts";
import { explain } from "./explain.ts";
import type { Part, Table } from "./report.ts";
import { batchId, type Group, progress } from "./settings.ts";
import { batchPath, capture, type Query } from "./statements.ts";

const schema = "bench_partitioned";
const partitions = 8;

/** Copies some of the batches into partitioned tables in a separate schema. */
async function copy({ db }: Bench, ids: string[]): Promise<void> {
  const list = ids.map((id) => `'${id}'`).join(", ");
  await db.client.begin(async (tx) => {
    await tx.unsafe(`drop schema if exists ${schema} cascade; create schema ${schema}`);
    for (const table of ["calls", "transcripts"]) {
      await tx.unsafe(
        `create table ${schema}.${table} (like public.${table} including all)
          partition by hash (batch_id)`,
      );
      for (let n = 0; n < partitions; n++) {
        const bounds = `for values with (modulus ${partitions}, remainder ${n})`;
        const storage = table === "calls" ? "with (fillfactor = 85)" : "";
        await tx.unsafe(
          `create table ${schema}.${table}_${n} partition of ${schema}.${table}
            ${bounds} ${storage}`,
        );
      }
      await tx.unsafe(
        `insert into ${schema}.${table} select * from public.${table}
          where batch_id in (${list}) order by batch_id, position`,
      );
    }
  });
  for (const table of ["calls", "transcripts"]) {
    await db.client.unsafe(`vacuum (analyze) ${schema}.${table}`);
  }
}

/** The number of partitions of calls that a plan reads. */
function partitionsRead(scans: string[]): number {
  return new Set(
    scans.map((scan) => scan.match(/\bcalls_(\d)(_|$)/)?.[1]).filter((number) =>
      number !== undefined
    ),
  )
    .size;
}

export async function hashPartitions(bench: Bench): Promise<Part> {
  const groups = bench.settings.groups.filter(({ calls }) => calls <= 100_000);
  const ids = groups.flatMap((group) =>
    group.batches === 1 ? [batchId(group)] : [1, 2].map((n) => batchId(group, n))
  );
  progress(`copying ${ids.length} batches into ${partitions} partitions`);
  await copy(bench, ids);
  const rows: Table["rows"] = [];
  for (const group of groups) {
    for (const [name, query] of queries(group)) {
      rows.push(await compare(bench, group, name, query));
    }
  }
  await bench.db.client.unsafe(`drop schema ${schema} cascade`);
  const most = Math.max(...rows.map((row) => Number(row[4])));
  const plain = rows.filter(([, page]) => String(page).endsWith("0"));
  const more = Math.max(...plain.map((row) => Number(row[3]) - Number(row[2])));
  return {
    goals: [{
      what: `${partitions} native hash partitions: partitions read, buffers of a default page ` +
        "relative to one table",
      goal: "1, the same",
      measured: `${most}, ${more > 0 ? "+" : ""}${more} at most`,
      met: most === 1 && more <= 0,
    }],
    tables: [{
      title: `${partitions} hash partitions`,
      note: "The partitioned tables contain only some of the batches, so their indexes can be a " +
        "level lower. Their trigram postings are laid out differently, which explains the " +
        "searches.",
      head: ["batch", "page", "one table", "partitioned", "partitions read"],
      rows,
    }],
  };
}

const queries = (group: Group): [string, Query][] => [
  ["first 10", {}],
  ["last 100", { limit: 100, page: group.calls / 100 }],
  ["filter on one account", { filter: { account: "AC-00000321" } }],
  ["search for one account", { search: "AC-00000321" }],
];

async function compare({ db, ...bench }: Bench, group: Group, name: string, query: Query) {
  const { statements } = await capture({ db, ...bench }, batchPath(batchId(group), query));
  const one = await explain(db.client, statements[0]!);
  const partitioned = await explain(db.client, statements[0]!, [`search_path = ${schema}, public`]);
  return [group.name, name, one.buffers, partitioned.buffers, partitionsRead(partitioned.scans)];
}
