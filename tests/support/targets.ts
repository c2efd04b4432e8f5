/** New, migrated databases for tests. */
import postgres from "postgres";
import { startEmbedded } from "../../src/runtime/embedded.ts";
import { migrate } from "../../src/runtime/cli/migrate.ts";
import { timeLimit } from "./time_limit.ts";

export type Target = { kind: "postgres" | "embedded"; url: string; stop(): Promise<void> };
export type Counts = { passed: number; failed: number; ignored: number };

/** The embedded database, in memory. */
export async function embedded(): Promise<Target> {
  const database = await startEmbedded();
  await migrate({ url: database.url });
  return { kind: "embedded", url: database.url, stop: async () => await database.stop() };
}

/** Creates a database on the server, dropped at the end; undefined without a server. */
export async function server(): Promise<Target | undefined> {
  const user = Deno.env.get("PGUSER") ?? Deno.env.get("USER") ?? "root";
  const candidates = [Deno.env.get("DATABASE_URL"), `postgres://${user}@127.0.0.1:5432/postgres`]
    .filter((url) => !!url);
  for (const candidate of candidates) {
    const admin = postgres(candidate!, {
      max: 1,
      connect_timeout: timeLimit(3000) / 1000,
      onnotice() {},
    });
    const name = `callboard_test_${crypto.randomUUID().slice(0, 8)}`;
    try {
      await admin.unsafe(`create database ${name}`);
    } catch (error) {
      console.log(`no tests on ${new URL(candidate!).host}: ${(error as Error).message}`);
      await admin.end();
      continue;
    }
    const url = new URL(candidate!);
    url.pathname = `/${name}`;
    await migrate({ url: url.href });
    const stop = async () => {
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    };
    return { kind: "postgres", url: url.href, stop };
  }
}

/** Runs test files in a new process and prefixes each line of output with `name`. */
export async function runTests(
  name: string,
  args: string[],
  env: Record<string, string>,
): Promise<Counts> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-lock", "--no-check", ...args],
    env: { NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let last = "";
  for await (const text of command.stdout.pipeThrough(new TextDecoderStream())) {
    for (const line of text.split("\n").filter((line) => line !== "")) {
      console.log(`[${name}] ${line}`);
    }
    last = (last + text).slice(-2000);
  }
  const { success } = await command.status;
  const found = [...last.matchAll(/(\d+) passed.*?\| (\d+) failed(?: \| (\d+) ignored)?/g)].at(-1);
  const counts = {
    passed: Number(found?.[1] ?? 0),
    failed: Number(found?.[2] ?? 0),
    ignored: Number(found?.[3] ?? 0),
  };
  if (!success && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** Runs tests that need no database. */
export const runUnitTests = (args: string[]): Promise<Counts> =>
  runTests("unit", ["--parallel", ...args], { TEST_DATABASE_URL: "" });

/** Runs tests on a database; `settings` is their environment. */
export const runOn = (
  { kind, url }: Target,
  args: string[],
  { name = kind, ...env }: Record<string, string> = {},
): Promise<Counts> =>
  runTests(name, args, { TEST_DATABASE_URL: url, TEST_DATABASE_KIND: kind, ...env });

/** Prints the totals of all runs and exits with 1 if a test failed. */
export function report(results: Counts[]): never {
  const sum = (key: keyof Counts) => results.reduce((all, counts) => all + counts[key], 0);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("ignored")} skipped`);
  Deno.exit(sum("failed") > 0 || sum("passed") === 0 ? 1 : 0);
}
