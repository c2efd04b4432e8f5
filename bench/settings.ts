/** The settings of a run, from `--quick`, `--xl` and DATABASE_URL. */

/** Batches of one size. `code` makes the ids of the groups distinct. */
export type Group = { name: string; code: number; batches: number; calls: number };

export type Settings = {
  quick: boolean;
  /** URL of any database on the server. */
  serverUrl: string;
  database: string;
  groups: Group[];
};

const full: Group[] = [
  { name: "1 M", code: 1, batches: 1, calls: 1_000_000 },
  { name: "100 k", code: 2, batches: 5, calls: 100_000 },
  { name: "1 k", code: 3, batches: 2_000, calls: 1_000 },
];
const small: Group[] = [
  { name: "100 k", code: 2, batches: 1, calls: 100_000 },
  { name: "20 k", code: 4, batches: 1, calls: 20_000 },
  { name: "1 k", code: 3, batches: 100, calls: 1_000 },
];
const huge: Group = { name: "10 M", code: 5, batches: 1, calls: 10_000_000 };

/** Reads the command line and the environment. The quick data set has a separate database. */
export function readSettings(args: string[] = Deno.args): Settings {
  const quick = args.includes("--quick");
  return {
    quick,
    serverUrl: Deno.env.get("DATABASE_URL") || "postgres://root@127.0.0.1:5432/postgres",
    database: quick ? "callboard_bench_quick" : "callboard_bench",
    groups: quick ? small : args.includes("--xl") ? [huge, ...full] : full,
  };
}

/** URL of the benchmark's database on the server. */
export function benchUrl({ serverUrl, database }: Settings): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** The id of batch `n` (from 1) of a group. */
export function batchId(group: Group, n = 1): string {
  return `0199a0b0-0000-7${String(group.code).padStart(3, "0")}-8000-${
    n.toString(16).padStart(12, "0")
  }`;
}

export const workspaceId = "0199a0b0-0000-7000-8000-000000000000";

/** The batch that most tables measure: the largest one without `--xl`. */
export const mainGroup = ({ quick }: Settings): Group => quick ? small[0]! : full[0]!;

const started = performance.now();

/** Logs progress to stderr, with the seconds since the start. */
export function progress(text: string): void {
  console.error(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${text}`);
}
